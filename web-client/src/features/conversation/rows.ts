// Turns a timeline's rows into what is drawn: where a day begins, where the unread begins, who speaks on.
// Pure, so that the rules can be tested without a screen.
import type { ChannelMarks, ItemId, MemberId, Row } from '../../store'

/** A message as the screen shows it, with what stands above it. */
export interface Drawn {
  readonly key: string
  readonly row: Row
  /** The first message of a day: the moment to name the day by. */
  readonly day: number | undefined
  /** The unread line stands above this one. */
  readonly isFirstUnread: boolean
  /** Shows who speaks; otherwise the same person speaks on. */
  readonly isHead: boolean
  /** In the view of a whole channel: the topic, where it differs from the message before. */
  readonly topic: ItemId | undefined
}

export interface Scene {
  readonly dayKey: (at: number) => string
  /** Seq of the first unread message, as it was when the view opened. */
  readonly firstUnread: number | undefined
  /** The whole channel is shown, not one item of it. */
  readonly isWhole: boolean
}

const SPEAKS_ON_MS = 7 * 60_000

export function drawRows(rows: readonly Row[], scene: Scene, former: readonly Drawn[] = []): readonly Drawn[] {
  const held = new Map(former.map((one) => [one.key, one]))
  let before: Row | undefined
  return rows.map((row) => {
    const next = drawn(row, before, scene)
    before = row
    const old = held.get(row.key)
    return old && isSame(old, next) ? old : next
  })
}

function drawn(row: Row, before: Row | undefined, scene: Scene): Drawn {
  const at = Date.parse(row.message.at)
  const startsDay = !before || scene.dayKey(Date.parse(before.message.at)) !== scene.dayKey(at)
  const isFirstUnread = row.message.seq === scene.firstUnread && row.state === 'confirmed'
  const startsTopic = scene.isWhole && before?.message.item !== row.message.item
  return {
    key: row.key,
    row,
    day: startsDay ? at : undefined,
    isFirstUnread,
    isHead: startsDay || isFirstUnread || startsTopic || !speaksOn(row, before, at),
    topic: startsTopic ? row.message.item : undefined,
  }
}

function speaksOn(row: Row, before: Row | undefined, at: number): boolean {
  if (!before || before.message.deleted || row.message.deleted) return false
  return (
    before.message.author === row.message.author &&
    before.message.spoken_as === row.message.spoken_as &&
    at - Date.parse(before.message.at) < SPEAKS_ON_MS
  )
}

function isSame(a: Drawn, b: Drawn): boolean {
  return a.row === b.row && a.day === b.day && a.isFirstUnread === b.isFirstUnread && a.isHead === b.isHead && a.topic === b.topic
}

/** Seq of the first message by others that lies beyond the marks. */
export function firstUnreadSeq(rows: readonly Row[], marks: ChannelMarks | undefined, me: MemberId | undefined): number | undefined {
  const channel = marks?.channel?.seq ?? 0
  return rows.find((row) => {
    if (row.state !== 'confirmed' || row.message.deleted || row.message.author === me) return false
    return row.message.seq > Math.max(channel, marks?.items.get(row.message.item)?.seq ?? 0)
  })?.message.seq
}
