// Words of the inbox and of tags in one's own language.
import type { Locale } from '../catalogue'
import { en } from './en'
import { fi, type InboxWords } from './fi'
import { sv } from './sv'

export type { InboxWords }

const words: Record<Locale, InboxWords> = { fi, sv, en }

export function inboxWords(locale: Locale): InboxWords {
  return words[locale]
}
