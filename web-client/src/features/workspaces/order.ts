// Where a channel goes when it is moved by one step or dropped on another. Pure.
import type { ChannelId, ChannelView } from '../../store'

export interface Move {
  readonly section: string
  /** Absent: first in its section. */
  readonly after?: ChannelId
  /** Where it comes to stand, from one. */
  readonly place: number
}

const sectionOf = (channel: ChannelView | undefined) => channel?.section ?? ''

/** One step up or down in the list as it is shown. Over the edge of a section it goes into the next one. */
export function moveBy(channels: readonly ChannelView[], id: ChannelId, by: 1 | -1): Move | undefined {
  const index = channels.findIndex((one) => one.id === id)
  const [own, neighbour] = [channels[index], channels[index + by]]
  if (!own || !neighbour) return undefined
  const place = index + by + 1
  if (sectionOf(own) !== sectionOf(neighbour)) {
    // It stays where it is seen and stands under the other heading: last in the one above, first in the one below.
    return by === 1 ? { section: sectionOf(neighbour), place: index + 1 } : { section: sectionOf(neighbour), after: neighbour.id, place: index + 1 }
  }
  const before = by === 1 ? neighbour : channels[index - 2]
  return before && sectionOf(before) === sectionOf(own) ? { section: sectionOf(own), after: before.id, place } : { section: sectionOf(own), place }
}

/** Into the place of another: behind it when it comes from above, before it when it comes from below. */
export function placeOf(channels: readonly ChannelView[], id: ChannelId, target: ChannelId): Move | undefined {
  const [from, to] = [channels.findIndex((one) => one.id === id), channels.findIndex((one) => one.id === target)]
  const at = channels[to]
  if (from < 0 || !at || from === to) return undefined
  const before = from < to ? at : channels[to - 1]
  const isInSection = before && sectionOf(before) === sectionOf(at)
  return { section: sectionOf(at), place: to + 1, ...(isInSection ? { after: before.id } : {}) }
}
