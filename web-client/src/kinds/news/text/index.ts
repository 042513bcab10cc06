// The news kind's own words, fetched with its views: only the language that is read.
import { useText, type Locale } from '../../../text'
import { use } from 'react'
import type { NewsWords } from './fi'

const loading: Record<Locale, () => Promise<NewsWords>> = {
  fi: () => import('./fi').then((part) => part.fi),
  sv: () => import('./sv').then((part) => part.sv),
  en: () => import('./en').then((part) => part.en),
}
const loaded = new Map<Locale, Promise<NewsWords>>()

export function useWords(): NewsWords {
  const { locale } = useText()
  let words = loaded.get(locale)
  if (!words) {
    words = loading[locale]()
    loaded.set(locale, words)
  }
  return use(words)
}

export type { NewsWords }
