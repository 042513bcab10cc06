// Dates, times, numbers and lists as people of one language write them; Helsinki time unless told otherwise.
import { localeTags, type Locale, type Messages } from './catalogue'

export const HELSINKI = 'Europe/Helsinki'

export interface Format {
  /** 14.05 */
  time: (at: number) => string
  /** Tänään, Eilen, maanantai 3. marraskuuta, and with the year when it is another year. */
  day: (at: number, now?: number) => string
  /** 3.11. or, for today, the time. */
  brief: (at: number, now?: number) => string
  /** maanantai 3. marraskuuta 2025 klo 14.05 */
  full: (at: number) => string
  /** 3.11.2025 */
  date: (at: number) => string
  /** 2025-11-03 in the zone: the day a moment belongs to. */
  dayKey: (at: number) => string
  number: (n: number) => string
  list: (words: readonly string[]) => string
}

export function createFormat(locale: Locale, messages: Messages, zone: string = HELSINKI): Format {
  const tag = localeTags[locale]
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone: zone, ...options })
  const time = part({ hour: 'numeric', minute: '2-digit' })
  const thisYear = part({ weekday: 'long', day: 'numeric', month: 'long' })
  const otherYear = part({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const brief = part({ day: 'numeric', month: 'numeric' })
  const full = part({ dateStyle: 'full', timeStyle: 'short' })
  const date = part({ dateStyle: 'medium' })
  const key = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const number = new Intl.NumberFormat(tag)
  const list = new Intl.ListFormat(tag, { type: 'conjunction' })
  const dayKey = (at: number) => key.format(at)

  return {
    time: (at) => time.format(at),
    day: (at, now = Date.now()) => {
      const today = dayKey(now)
      const that = dayKey(at)
      if (that === today) return messages.timeline.today
      if (that === dayKey(now - 86_400_000)) return messages.timeline.yesterday
      return that.slice(0, 4) === today.slice(0, 4) ? thisYear.format(at) : otherYear.format(at)
    },
    brief: (at, now = Date.now()) => (dayKey(at) === dayKey(now) ? time.format(at) : brief.format(at)),
    full: (at) => full.format(at),
    date: (at) => date.format(at),
    dayKey,
    number: (n) => number.format(n),
    list: (words) => list.format(words),
  }
}
