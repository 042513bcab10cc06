// Where the client starts: styles, words, store, tree. It deliberately holds no logic of its own.
import '../ui/tokens.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { applyTheme, rememberedTheme } from '../features/me/theme'
import { openStore } from '../store'
import { loadMessages, preferredLocale } from '../text'
import { Root } from './Root'

async function begin(): Promise<void> {
  const element = document.getElementById('root')
  if (!element) throw new Error('the page has no root element')
  applyTheme(rememberedTheme())
  const locale = preferredLocale()
  document.documentElement.lang = locale
  const store = openStore()
  const [messages] = await Promise.all([loadMessages(locale), store.start()])
  createRoot(element).render(
    <StrictMode>
      <Root store={store} locale={locale} messages={messages} />
    </StrictMode>,
  )
}

void begin()
