// A number of bytes as people say it.
import { localeTags, type Locale } from '../../text'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function sizeWords(bytes: number, locale: Locale): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const unit = UNITS[step] ?? 'byte'
  return new Intl.NumberFormat(localeTags[locale], { style: 'unit', unit, maximumFractionDigits: step < 2 ? 0 : 1 }).format(bytes / 1_000 ** step)
}
