// The shape of every catalogue, and the three languages that have one.
// A language is fetched when it is needed; Finnish words alone are never a fallback, since nothing can be missing.
import type { fi } from './fi'

export type Messages = typeof fi

export const locales = ['fi', 'sv', 'en'] as const
export type Locale = (typeof locales)[number]

/** Each language by its own name: a person who needs it can read it. */
export const localeNames: Record<Locale, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English' }

export const localeTags: Record<Locale, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'fi':
      return (await import('./fi')).fi
    case 'sv':
      return (await import('./sv')).sv
    case 'en':
      return (await import('./en')).en
  }
}
