// The frame for who is signed in: the list at the left, the screen in the middle, the foot; on a phone one screen and a
// bar of four at the bottom.
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useRef, type MouseEvent } from 'react'
import { ConnectionBar } from '../features/connection/ConnectionBar'
import { PageFoot } from '../features/connection/PageFoot'
import { visited } from '../features/feedback/page'
import { useMedia } from '../features/channel/useMedia'
import { LazyGuide, LazyShortcutHelp, LazySwitcher, fetchAhead } from '../features/lazy'
import { useSelected, useStore } from '../store'
import { useText } from '../text'
import { BottomBar } from './BottomBar'
import { SidePane } from './SidePane'
import styles from './Shell.module.css'
import { useActivity } from './useActivity'
import { useRefusals } from './useRefusals'
import { useShortcuts } from './useShortcuts'
import { useTitleCount } from './useTitleCount'

export function Shell() {
  const { m, suggestLocale } = useText()
  const language = useSelected((state) => state.language)
  const router = useRouter()
  const isNarrow = useMedia('(max-width: 48rem)')
  const isReady = useSelected((state) => state.phase === 'ready')
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isTalk = path.startsWith('/c/')
  const isDemo = useSelected((state) => state.network?.demo === true)
  useEffect(() => visited(path), [path])
  const { shown, show } = useShortcuts()
  const pane = useRef<HTMLDivElement>(null)
  useActivity()
  useTitleCount()
  useRefusals()
  const store = useStore()
  useEffect(() => fetchAhead(store.prepareFiles), [store])
  useEffect(() => {
    if (language !== undefined) suggestLocale(language)
  }, [language, suggestLocale])

  // A plain link to a place of ours is a move within the page, also where people wrote it.
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.target === '_blank' || link.origin !== location.origin || link.hasAttribute('download')) return
    if (link.pathname.startsWith('/api/')) return
    event.preventDefault()
    router.history.push(link.pathname + link.search + link.hash)
  }

  return (
    <div className={styles.shell} onClick={follow}>
      <a href="#content" className="skip-link" onClick={(event) => {
        event.preventDefault()
        document.getElementById('content')?.focus()
      }}>
        {m.skipToContent}
      </a>
      <ConnectionBar />
      <Suspense>{isReady && isDemo && <LazyGuide />}</Suspense>
      <div className={styles.panes}>
        {!isNarrow && <SidePane onJump={() => show('switcher')} />}
        <div className={styles.middle} ref={pane}>
          {isReady ? <Outlet /> : <p className={styles.waiting}>{m.loading}</p>}
        </div>
      </div>
      {isNarrow ? !isTalk && <BottomBar /> : <PageFoot />}
      <Suspense>
        {shown === 'switcher' && <LazySwitcher onClose={() => show(undefined)} />}
        {shown === 'help' && <LazyShortcutHelp onClose={() => show(undefined)} />}
      </Suspense>
    </div>
  )
}
