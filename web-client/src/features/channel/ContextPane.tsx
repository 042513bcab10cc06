// Beside the talk: the kind's list of items, what is pinned, who is here.
import { useEffect, useMemo, useState } from 'react'
import { Link } from '@tanstack/react-router'
import { select, useSelected, useStore, type ChannelRow, type MessageView } from '../../store'
import { useText } from '../../text'
import { Field } from '../../ui/Field'
import type { ChannelScene, Kind } from '../../kinds/registry'
import { firstWords, wordsOf } from '../conversation/QuoteCard'
import { MemberLine } from '../people/MemberLine'
import { mainOrganisation, memberName, organisationName } from '../people/names'
import { useWatched } from '../people/watched'
import styles from './ContextPane.module.css'

const FILTER_FROM = 12
const SHOWN = 200

interface Props {
  scene: ChannelScene
  kind: Kind
  onDone?: (() => void) | undefined
}

export function ContextPane({ scene, kind, onDone }: Props) {
  const { m } = useText()
  const { channel } = scene.row
  return (
    <div className={styles.pane}>
      {channel.topic !== '' && <p className={styles.about}>{channel.topic}</p>}
      {kind.Side && <kind.Side scene={scene} onDone={onDone} />}
      <Pins row={scene.row} onDone={onDone} />
      <Members row={scene.row} label={m.context.members} />
    </div>
  )
}

function Pins({ row, onDone }: { row: ChannelRow; onDone: (() => void) | undefined }) {
  const { m } = useText()
  const store = useStore()
  const pins = useSelected((state) => select.pins(state, row.channel.id))
  useEffect(() => void store.loadPins(row.channel.id), [store, row.channel.id])
  return (
    <details className={styles.section} open={pins.length > 0}>
      <summary>
        <h2>{m.context.pinned}</h2>
        <span className={styles.number}>{pins.length > 0 ? pins.length : ''}</span>
      </summary>
      {pins.length === 0 ? (
        <p className={styles.hint}>{m.context.noPinned}</p>
      ) : (
        <ul role="list">
          {pins.map((message) => (
            <li key={message.id}>
              <Pin message={message} onDone={onDone} />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

function Pin({ message, onDone }: { message: MessageView; onDone: (() => void) | undefined }) {
  const { m, format } = useText()
  const members = useSelected((state) => state.members)
  const name = (id: string | undefined) => memberName(id === undefined ? undefined : members.get(id), m)
  return (
    <Link to="/c/$channel/m/$message" params={{ channel: message.channel, message: message.id }} className={styles.pin} onClick={() => onDone?.()}>
      <span className={styles.pinHead}>
        <strong>{name(message.author)}</strong> <time dateTime={message.at}>{format.brief(Date.parse(message.at))}</time>
      </span>
      <span className={styles.pinWords} lang={message.lang}>
        {firstWords(wordsOf(message), name)}
      </span>
    </Link>
  )
}

function Members({ row, label }: { row: ChannelRow; label: string }) {
  const { m, locale } = useText()
  const store = useStore()
  const roles = useSelected((state) => select.placeMembers(state, row.channel.id))
  const members = useSelected((state) => state.members)
  const organisations = useSelected((state) => state.organisations)
  const presences = useSelected((state) => state.presence)
  const [filter, setFilter] = useState('')
  useEffect(() => void store.loadPlaceMembers({ channel: row.channel.id }), [store, row.channel.id])

  const shown = useMemo(() => {
    const sought = filter.toLowerCase()
    const state = store.getSnapshot()
    const rank = (id: string) => (presences.get(id) === 'active' ? 0 : presences.get(id) === 'idle' ? 1 : 2)
    return (roles ?? [])
      .filter(({ member: id }) => {
        const member = members.get(id)
        const words = `${memberName(member, m)} ${organisationName(mainOrganisation(state, member), locale)}`
        return words.toLowerCase().includes(sought)
      })
      .sort((a, b) => rank(a.member) - rank(b.member) || memberName(members.get(a.member), m).localeCompare(memberName(members.get(b.member), m), locale))
      .slice(0, SHOWN)
    // Organisations decide what the filter finds.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [roles, members, organisations, presences, filter, m, locale, store])
  const ids = useMemo(() => shown.map((one) => one.member), [shown])
  useWatched('context', ids)
  const here = ids.filter((id) => (presences.get(id) ?? 'away') !== 'away').length

  return (
    <details className={styles.section} open>
      <summary>
        <h2>{label}</h2>
        <span className={styles.number}>
          {roles ? roles.length : ''}
          {here > 0 && ` · ${m.context.onlineCount(here)}`}
        </span>
      </summary>
      {(roles?.length ?? 0) >= FILTER_FROM && (
        <Field label={m.members.filter} hideLabel type="search" placeholder={m.members.filter} value={filter} onChange={(event) => setFilter(event.target.value)} />
      )}
      <ul role="list">
        {shown.map(({ member, role }) => (
          <li key={member}>
            <MemberLine id={member} note={row.channel.guests?.includes(member) ? m.members.guest : role === 'owner' ? m.members.owner : undefined} />
          </li>
        ))}
      </ul>
    </details>
  )
}
