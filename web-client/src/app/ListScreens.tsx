// The side list's parts as screens of their own, for a phone.
import { useEffect } from 'react'
import { DirectList, WorkspaceList } from '../features/sidebar/Sidebar'
import { useText } from '../text'
import styles from './Shell.module.css'

export function ChannelsScreen() {
  const { m } = useText()
  useEffect(() => {
    document.title = `${m.nav.channels} – ${m.product}`
  }, [m])
  return (
    <main className={styles.mobile} id="content" tabIndex={-1}>
      <h1>{m.nav.channels}</h1>
      <WorkspaceList />
    </main>
  )
}

export function DirectScreen() {
  const { m } = useText()
  useEffect(() => {
    document.title = `${m.nav.direct} – ${m.product}`
  }, [m])
  return (
    <main className={styles.mobile} id="content" tabIndex={-1}>
      <h1>{m.nav.direct}</h1>
      <DirectList />
    </main>
  )
}
