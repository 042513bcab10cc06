// Channels of a workspace as its front lists them: under their headings, to open or to join.
import { Link } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useSelected, useStore, type ChannelId, type ChannelView, type WorkspaceCard } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { LazyCreateChannel } from '../lazy'
import { refusalWords } from '../people/refusals'
import { useChannels } from './useChannels'
import styles from './workspaces.module.css'

export function ChannelRows({ card }: { card: WorkspaceCard }) {
  const { m } = useText()
  const { workspace, role } = card
  const channels = useChannels(workspace.id)
  const [isNew, setNew] = useState(false)
  const isIn = role !== undefined
  const mayCreate = isIn && role !== 'guest' && workspace.state !== 'archived'
  return (
    <section className={styles.card} aria-label={m.workspaces.channels}>
      <div className={styles.actions}>
        <h2 className={styles.grow}>{m.workspaces.channels}</h2>
        {mayCreate && (
          <Button size="small" icon="plus" onPress={() => setNew(true)}>
            {m.channel.create}
          </Button>
        )}
      </div>
      {channels?.length === 0 && <p className={styles.soft}>{m.workspaces.noChannels}</p>}
      {channels && channels.length > 0 && (
        <ul role="list">
          {channels.map((channel, index) => (
            <li key={channel.id}>
              {channel.section && channel.section !== channels[index - 1]?.section && <p className={styles.heading}>{channel.section}</p>}
              <Row channel={channel} isIn={isIn && workspace.state !== 'archived'} />
            </li>
          ))}
        </ul>
      )}
      {isNew && (
        <Suspense>
          <LazyCreateChannel workspace={workspace.id} onClose={() => setNew(false)} />
        </Suspense>
      )}
    </section>
  )
}

function Row({ channel, isIn }: { channel: ChannelView; isIn: boolean }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const isJoined = useSelected((state) => state.standings.get(channel.id)?.joined === true)
  const join = (id: ChannelId) => void store.join(id).then((outcome) => !outcome.ok && announce(refusalWords(outcome.refusal, m)))
  const guests = channel.guests?.length ?? 0
  useEffect(() => store.needMembers(channel.guests ?? []), [store, channel.guests])
  return (
    <div className={styles.row}>
      <Icon name={channel.visibility === 'private' ? 'lock' : 'hash'} size={18} />
      <Link to="/c/$channel" params={{ channel: channel.id }} className={styles.grow}>
        <span className={styles.strong}>{channel.name}</span>
        {channel.topic !== '' && <span className={styles.soft}> {channel.topic}</span>}
        {channel.state === 'archived' && <span className={styles.note}> · {m.nav.archived}</span>}
        {guests > 0 && <span className={styles.note}> · {m.workspaces.guestsHere(guests)}</span>}
      </Link>
      {isJoined ? (
        <span className={styles.joined}>
          <Icon name="check" size={16} /> {m.channel.joined}
        </span>
      ) : (
        isIn &&
        channel.state !== 'archived' && (
          <Button size="small" onPress={() => join(channel.id)}>
            {m.channel.join}
            <span className="sr-only">: {channel.name}</span>
          </Button>
        )
      )}
    </div>
  )
}
