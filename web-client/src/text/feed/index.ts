// Words of one's own feed in one's own language.
import type { Locale } from '../catalogue'
import { en } from './en'
import { fi, type FeedWords } from './fi'
import { sv } from './sv'

export type { FeedWords }

const words: Record<Locale, FeedWords> = { fi, sv, en }

export function feedWords(locale: Locale): FeedWords {
  return words[locale]
}
