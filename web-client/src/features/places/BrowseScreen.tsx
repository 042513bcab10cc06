// Workspaces that one may know of and their channels, to join or to open. What one may not see is not in the list.
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSelected, useStore, type ChannelView, type WorkspaceCard } from '../../store'
import { useText, type Messages } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { RequestToJoin } from '../invitations/RequestToJoin'
import { refusalWords } from '../people/refusals'
import styles from './BrowseScreen.module.css'

function visibilityWord(visibility: string, m: Messages): string {
  return { open: m.workspace.open, by_request: m.workspace.request, invited: m.workspace.invited, secret: m.workspace.secret }[visibility] ?? ''
}

export function BrowseScreen() {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [cards, setCards] = useState<readonly WorkspaceCard[]>()
  const [query, setQuery] = useState('')
  const known = useSelected((state) => state.workspaces)
  useEffect(() => {
    document.title = `${m.channel.browse} – ${m.product}`
  }, [m])
  useEffect(() => {
    void store.listWorkspaces().then((outcome) => (outcome.ok ? setCards(outcome.value) : announce(refusalWords(outcome.refusal, m))))
    // Joining or leaving changes what is known; the list is then asked for anew.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [store, known])

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.channel.browse}</h1>
        <Field label={m.channel.browseFilter} hideLabel type="search" placeholder={m.channel.browseFilter} value={query} onChange={(event) => setQuery(event.target.value)} />
        {cards === undefined && <p className={styles.soft}>{m.loading}</p>}
        {cards?.map((card) => (
          <Workspace key={card.workspace.id} card={card} query={query.toLowerCase()} />
        ))}
      </div>
    </main>
  )
}

function Workspace({ card, query }: { card: WorkspaceCard; query: string }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const { workspace, role } = card
  const [channels, setChannels] = useState<readonly ChannelView[]>()
  const standings = useSelected((state) => state.standings)
  const isIn = role !== undefined
  useEffect(() => {
    if (!isIn && workspace.visibility !== 'open') return
    void store.listChannels(workspace.id).then((outcome) => outcome.ok && setChannels(outcome.value))
  }, [store, workspace.id, workspace.visibility, isIn])

  const found = channels?.filter((one) => `${one.name} ${one.topic} ${workspace.name}`.toLowerCase().includes(query)) ?? []
  if (query !== '' && found.length === 0 && !`${workspace.name} ${workspace.purpose}`.toLowerCase().includes(query)) return null
  const join = (channel: string) => void store.join(channel).then((outcome) => !outcome.ok && announce(refusalWords(outcome.refusal, m)))

  return (
    <section className={styles.workspace} aria-label={workspace.name}>
      <div className={styles.head}>
        <div className={styles.grow}>
          <h2>{workspace.name}</h2>
          <p className={styles.soft}>{workspace.purpose}</p>
          <p className={styles.facts}>
            {visibilityWord(workspace.visibility, m)} · {m.context.membersCount(card.members)}
            {workspace.state === 'archived' && ` · ${m.nav.archived}`}
          </p>
        </div>
        {!isIn && workspace.visibility === 'by_request' && workspace.state === 'active' && <RequestToJoin workspace={workspace} />}
        {!isIn && workspace.visibility === 'open' && (
          <Button
            look="primary"
            size="small"
            onPress={() => void store.joinWorkspace(workspace.id).then((outcome) => !outcome.ok && announce(refusalWords(outcome.refusal, m)))}
          >
            {m.workspace.join}
          </Button>
        )}
      </div>
      <ul role="list">
        {found.map((one) => (
          <li key={one.id} className={styles.channel}>
            <Icon name={one.visibility === 'private' ? 'lock' : 'hash'} size={18} />
            <Link to="/c/$channel" params={{ channel: one.id }} className={styles.grow}>
              <span className={styles.strong}>{one.name}</span>
              {one.topic !== '' && <span className={styles.soft}> {one.topic}</span>}
            </Link>
            {standings.get(one.id)?.joined ? (
              <span className={styles.joined}>
                <Icon name="check" size={16} /> {m.channel.joined}
              </span>
            ) : (
              isIn && (
                <Button size="small" onPress={() => join(one.id)}>
                  {m.channel.join}
                  <span className="sr-only">: {one.name}</span>
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
