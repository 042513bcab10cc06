// The tree above the router: words, the store, what is said aloud, and the widgets' own language.
import { RouterProvider } from '@tanstack/react-router'
import { I18nProvider } from 'react-aria-components'
import { StoreContext, type Store } from '../store'
import { localeTags, TextProvider, useText, type Locale, type Messages } from '../text'
import { Announcer } from '../ui/Announcer'
import { router } from './router'

interface Props {
  store: Store
  locale: Locale
  messages: Messages
}

export function Root({ store, locale, messages }: Props) {
  return (
    <TextProvider locale={locale} messages={messages}>
      <StoreContext value={store}>
        <Announcer>
          <Widgets />
        </Announcer>
      </StoreContext>
    </TextProvider>
  )
}

function Widgets() {
  const { locale } = useText()
  return (
    <I18nProvider locale={localeTags[locale]}>
      <RouterProvider router={router} />
    </I18nProvider>
  )
}
