// How much of a workspace's talk its members' notices show on lock screens and in letters. A private one shows only that
// there is something, unless an owner says otherwise.
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Choices } from '../../ui/Field'
import { refusalWords } from '../people/refusals'
import type { Part } from './SettingsScreen'
import styles from './workspaces.module.css'

export function NoticesShow({ card, onSaved }: Part) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const { workspace } = card
  const [shows, setShows] = useState(workspace.push_shows ?? 'usual')
  const choose = async (wanted: string) => {
    const was = shows
    setShows(wanted)
    const outcome = await store.configureWorkspace(workspace.id, { push_shows: wanted })
    announce(outcome.ok ? m.workspaces.saved : refusalWords(outcome.refusal, m))
    if (outcome.ok) onSaved()
    else setShows(was)
  }
  const usual = { value: 'usual', name: m.workspaces.noticesUsual, hint: m.push.showing[workspace.visibility === 'open' ? 'full' : 'place'] }
  return (
    <section className={styles.card}>
      <h2>{m.workspaces.notices}</h2>
      <p className={styles.soft}>{m.workspaces.noticesHint}</p>
      <Choices
        label={m.push.shows}
        name="notices-show"
        value={shows}
        choices={[usual, ...(['full', 'sender', 'place'] as const).map((value) => ({ value, name: m.push.showing[value] }))]}
        onChange={(wanted) => void choose(wanted)}
      />
    </section>
  )
}
