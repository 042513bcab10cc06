// Goes anywhere by a few letters: channels and people that the store already knows. Opens by Ctrl or ⌘ K.
import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { pictureUrl, useSelected, useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Avatar } from '../../ui/Avatar'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { channelName, memberName, othersIn } from '../people/names'
import { refusalWords } from '../people/refusals'
import { best } from './match'
import styles from './Switcher.module.css'

interface Goal {
  readonly key: string
  readonly name: string
  readonly hint: string
  readonly sort: 'channel' | 'direct' | 'person' | 'search'
  readonly id: string
  readonly unread: number
  /** Whose face is shown. */
  readonly face: string
  readonly picture?: string | undefined
}

const MOST = 12

export function Switcher({ onClose }: { onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const goals = useGoals()
  const found = useMemo(() => {
    const known = best(goals, (goal) => `${goal.name} ${goal.hint}`, query, MOST)
    const words = query.trim()
    if (words === '') return known
    return [...known, { key: 'search', id: words, sort: 'search', name: m.search.inMessages(words), hint: '', unread: 0, face: '' } satisfies Goal]
  }, [goals, query, m])

  const go = (goal: Goal | undefined) => {
    if (!goal) return
    onClose()
    if (goal.sort === 'search') return void navigate({ to: '/search', search: { q: goal.id } })
    if (goal.sort !== 'person') return void navigate({ to: '/c/$channel', params: { channel: goal.id } })
    void store
      .openDirect([goal.id])
      .then((outcome) => (outcome.ok ? navigate({ to: '/c/$channel', params: { channel: outcome.value } }) : announce(refusalWords(outcome.refusal, m))))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setChosen((chosen + step + found.length) % found.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      go(found[chosen])
    }
  }

  return (
    <DialogFrame title={m.switcher.title} closeLabel={m.close} onClose={onClose}>
      <input
        className={styles.input}
        type="text"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${chosen}` : undefined}
        aria-autocomplete="list"
        aria-label={m.switcher.placeholder}
        placeholder={m.switcher.placeholder}
        value={query}
        autoFocus
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={m.switcher.title} className={styles.list}>
        {found.map((goal, index) => (
          <div
            key={goal.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={classes(styles.goal, index === chosen && styles.chosen)}
            onClick={() => go(goal)}
          >
            {goal.sort === 'channel' || goal.sort === 'search' ? <Icon name={goal.sort === 'search' ? 'search' : 'hash'} /> : <Avatar id={goal.face} given={goal.name} family={goal.name.split(' ')[1] ?? ''} picture={goal.picture} size="small" />}
            <span className={styles.name}>{goal.name}</span>
            <span className={styles.hint}>{goal.hint}</span>
            {goal.unread > 0 && <span className={styles.unread}>{m.nav.unread(goal.unread, goal.unread > 99)}</span>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.hint}>{m.switcher.none}</p>}
      <p className={styles.keys}>{m.switcher.hint}</p>
    </DialogFrame>
  )
}

function useGoals(): Goal[] {
  const { m } = useText()
  const store = useStore()
  const channels = useSelected((state) => state.channels)
  const members = useSelected((state) => state.members)
  return useMemo(() => {
    const state = store.getSnapshot()
    const places = [...channels.values()].map((channel): Goal => ({
      key: channel.id,
      id: channel.id,
      sort: channel.workspace === undefined ? 'direct' : 'channel',
      name: channelName(state, channel, m),
      hint: channel.workspace === undefined ? m.nav.direct : (state.workspaces.get(channel.workspace)?.name ?? ''),
      unread: state.unread.get(channel.id)?.count ?? 0,
      face: othersIn(channel, state.me?.id)[0] ?? channel.id,
      picture: pictureUrl(state.members.get(othersIn(channel, state.me?.id)[0] ?? '')),
    }))
    const known = new Set([...channels.values()].filter((one) => one.workspace === undefined && one.members?.length === 2).flatMap((one) => one.members ?? []))
    const people = [...members.values()]
      .filter((member) => member.status === 'active' && member.id !== state.me?.id && !known.has(member.id))
      .map((member): Goal => ({ key: `p${member.id}`, id: member.id, sort: 'person', name: memberName(member, m), hint: member.title, unread: 0, face: member.id, picture: pictureUrl(member) }))
    return [...places.sort((a, b) => b.unread - a.unread), ...people]
  }, [channels, members, m, store])
}
