// Finds what is being completed at the caret: a member after @, a tag after #, an emoji after a colon.
// Pure: text and caret in, the beginning of the word out.

export interface Trigger {
  readonly sort: 'member' | 'tag' | 'emoji'
  /** What has been written after the sign. */
  readonly query: string
  /** Where the sign stands. */
  readonly from: number
}

const SORTS = { '@': 'member', '#': 'tag', ':': 'emoji' } as const
const LONGEST = 40

export function triggerAt(text: string, caret: number): Trigger | undefined {
  const start = Math.max(0, caret - LONGEST)
  const before = text.slice(start, caret)
  const found = /(^|[\s([{"'>])([@#:])([\p{L}\p{N}_+\-.]*(?: [\p{L}\-.]*)?)$/u.exec(before)
  if (!found) return undefined
  const sign = found[2] as keyof typeof SORTS
  const query = found[3] ?? ''
  const sort = SORTS[sign]
  if (sort !== 'member' && query.includes(' ')) return undefined
  if (sort === 'emoji' && query.length < 2) return undefined
  return { sort, query, from: caret - query.length - 1 }
}

/** The text after choosing, and where the caret goes. */
export function complete(text: string, trigger: Trigger, caret: number, word: string): { text: string; caret: number } {
  const after = text.slice(caret)
  const gap = after.startsWith(' ') ? '' : ' '
  const head = `${text.slice(0, trigger.from)}${word}${gap}`
  return { text: head + after, caret: head.length + (gap ? 0 : 1) }
}
