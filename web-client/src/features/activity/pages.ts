// Pages of the log while it is live: the newest page comes again and again, older ones stay below it.
import type { ActivityPage } from '../../store'

/** The newest page in front of the older ones that are shown already; where they do not meet, it stands alone. */
export function joined(newest: ActivityPage, shown: readonly ActivityPage[]): readonly ActivityPage[] {
  if (shown.length <= 1) return [newest]
  const keys = new Set(newest.rows.map((row) => `${row.stream}.${row.seq}`))
  const older = shown.flatMap((page) => page.rows).filter((row) => !keys.has(`${row.stream}.${row.seq}`))
  const last = newest.rows.at(-1)
  const meets = shown[0]?.rows.some((row) => keys.has(`${row.stream}.${row.seq}`)) ?? false
  if (!meets || last === undefined) return [newest]
  const end = shown.at(-1)?.next
  const below = older.filter((row) => row.at <= last.at)
  return [newest, { rows: below, places: shown.flatMap((page) => page.places), ...(end !== undefined && { next: end }) }]
}
