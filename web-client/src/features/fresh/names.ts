// What a row of the inbox is called: `channel › item`. Pure.
import type { InboxRow, State } from '../../store'
import type { Messages } from '../../text'
import { memberName } from '../people/names'

/** Members whom a text mentions. */
export function mentionedIn(text: string): string[] {
  return [...text.matchAll(/@\[([0-9a-f-]{36})\]/g)].flatMap((hit) => hit[1] ?? [])
}

export function rowName(state: State, row: InboxRow, m: Messages): string {
  const isDirect = row.causes.some((cause) => cause.why === 'direct')
  const others = (row.members ?? []).filter((id) => id !== state.me?.id)
  const place = isDirect ? others.map((id) => memberName(state.members.get(id), m)).join(', ') || m.timeline.untitledDirect : row.channel_name
  return row.main ? place : `${place} › ${row.title || m.plain.untitled}`
}
