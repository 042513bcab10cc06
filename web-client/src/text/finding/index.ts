// Words of going places and of finding, in one's own language.
import type { Locale } from '../catalogue'
import { en } from './en'
import { fi, type FindingWords } from './fi'
import { sv } from './sv'

export type { FindingWords }

const words: Record<Locale, FindingWords> = { fi, sv, en }

export function findingWords(locale: Locale): FindingWords {
  return words[locale]
}
