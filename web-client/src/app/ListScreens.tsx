// The side list's parts as screens of their own, for a phone.
import { Navigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMedia } from '../features/channel/useMedia'
import { ActivityLink, DirectList, DirectoryLink, WorkspaceList } from '../features/sidebar/Sidebar'
import { useText } from '../text'
import styles from './Shell.module.css'

/** On a wide screen the lists are always at hand; their addresses lead to the start view. */
const NARROW = '(max-width: 48rem)'

export function ChannelsScreen() {
  const { m } = useText()
  const isNarrow = useMedia(NARROW)
  useEffect(() => {
    document.title = `${m.nav.channels} – ${m.product}`
  }, [m])
  if (!isNarrow) return <Navigate to="/fresh" replace />
  return (
    <main className={styles.mobile} id="content" tabIndex={-1}>
      <h1>{m.nav.channels}</h1>
      <ActivityLink />
      <WorkspaceList />
    </main>
  )
}

export function DirectScreen() {
  const { m } = useText()
  const isNarrow = useMedia(NARROW)
  useEffect(() => {
    document.title = `${m.nav.direct} – ${m.product}`
  }, [m])
  if (!isNarrow) return <Navigate to="/fresh" replace />
  return (
    <main className={styles.mobile} id="content" tabIndex={-1}>
      <h1>{m.nav.direct}</h1>
      <DirectoryLink />
      <DirectList />
    </main>
  )
}
