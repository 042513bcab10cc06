// What a proposal holds, read with care: the body of an item is opaque on the wire.
import type { ItemView, MemberId } from '../../store'

export interface Proposal {
  readonly theme: string
  readonly takenBy: MemberId | undefined
  readonly votes: number
  readonly hints: number
}

export function proposalOf(item: ItemView): Proposal {
  const body = item.body !== null && typeof item.body === 'object' && !Array.isArray(item.body) ? item.body : {}
  const votes = body['votes'] !== null && typeof body['votes'] === 'object' && !Array.isArray(body['votes']) ? Object.values(body['votes'] ?? {}) : []
  return {
    theme: typeof body['theme'] === 'string' ? body['theme'] : '',
    takenBy: typeof body['taken_by'] === 'string' ? body['taken_by'] : undefined,
    votes: votes.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0),
    hints: typeof body['hints'] === 'number' ? body['hints'] : 0,
  }
}
