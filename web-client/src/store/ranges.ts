// Arithmetic of held stretches: which seqs of a timeline are known without a hole.
import { WHOLE, type ChannelContent, type Range, type TimelineKey } from './state'

/** Sorted, and joined where they touch. */
export function joined(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => a.from - b.from)
  const out: Range[] = []
  for (const range of sorted) {
    const last = out.at(-1)
    if (last && range.from <= last.to + 1) {
      out[out.length - 1] = {
        from: last.from,
        to: Math.max(last.to, range.to),
        isFirst: last.isFirst || (range.isFirst && range.from === last.from),
      }
    } else out.push(range)
  }
  return out
}

/** What is held of a timeline. What is held of the whole channel is held of each of its items. */
export function heldOf(content: ChannelContent, key: TimelineKey): readonly Range[] {
  const own = content.timelines.get(key)?.ranges ?? []
  const whole = key === WHOLE ? [] : (content.timelines.get(WHOLE)?.ranges ?? [])
  return joined([...own, ...whole])
}

/** The stretch that is looked at: the one around the anchor, else the newest. */
export function lookedAt(content: ChannelContent, key: TimelineKey): Range | undefined {
  const ranges = heldOf(content, key)
  const anchor = content.timelines.get(key)?.anchor
  const around = anchor === undefined ? undefined : ranges.find((range) => range.from <= anchor && anchor <= range.to)
  return around ?? ranges.find((range) => range.to === Infinity)
}
