// The tree above the router: words, the store, what is said aloud.
import { RouterProvider } from '@tanstack/react-router'
import { StoreContext, type Store } from '../store'
import { TextProvider, type Locale, type Messages } from '../text'
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
          <RouterProvider router={router} />
        </Announcer>
      </StoreContext>
    </TextProvider>
  )
}
