// How views get their words: one context, one hook. Remembering the choice is here too, because it is needed
// before anything else is known of the person.
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { loadMessages, locales, type Locale, type Messages } from './catalogue'
import { createFormat, type Format } from './format'

export interface Text {
  locale: Locale
  m: Messages
  format: Format
  setLocale: (locale: Locale) => void
  /** The language that the person is known to speak, for a device on which nobody has chosen. */
  suggestLocale: (language: string) => void
}

const TextContext = createContext<Text | null>(null)
const REMEMBERED = 'talkoo.locale'

function isLocale(word: string | null | undefined): word is Locale {
  return locales.some((locale) => locale === word)
}

/** What the person chose, else the first language of the browser that we speak, else Finnish. */
export function preferredLocale(): Locale {
  const remembered = globalThis.localStorage?.getItem(REMEMBERED)
  if (isLocale(remembered)) return remembered
  const spoken = (globalThis.navigator?.languages ?? []).map((tag) => tag.slice(0, 2).toLowerCase())
  return spoken.find(isLocale) ?? 'fi'
}

interface Props {
  locale: Locale
  messages: Messages
  children: ReactNode
}

export function TextProvider({ locale: first, messages: given, children }: Props) {
  const [locale, choose] = useState(first)
  const [messages, setMessages] = useState(given)

  const speak = useCallback((next: Locale) => {
    void loadMessages(next).then((loaded) => {
      setMessages(loaded)
      choose(next)
    })
  }, [])
  const setLocale = useCallback(
    (next: Locale) => {
      globalThis.localStorage?.setItem(REMEMBERED, next)
      speak(next)
    },
    [speak],
  )
  const suggestLocale = useCallback(
    (language: string) => {
      if (isLocale(language) && !isLocale(globalThis.localStorage?.getItem(REMEMBERED))) speak(language)
    },
    [speak],
  )

  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])

  const text = useMemo<Text>(
    () => ({ locale, m: messages, format: createFormat(locale, messages), setLocale, suggestLocale }),
    [locale, messages, setLocale, suggestLocale],
  )
  return <TextContext value={text}>{children}</TextContext>
}

export function useText(): Text {
  const text = useContext(TextContext)
  if (!text) throw new Error('useText needs a TextProvider above it')
  return text
}
