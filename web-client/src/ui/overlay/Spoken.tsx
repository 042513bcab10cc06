// Gives the widgets the language of the page for the words that are their own.
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'

const TAGS: Record<string, string> = { fi: 'fi-FI', sv: 'sv-SE', en: 'en-US' }

export function Spoken({ children }: { children: ReactNode }) {
  return <I18nProvider locale={TAGS[document.documentElement.lang] ?? 'fi-FI'}>{children}</I18nProvider>
}
