// Goes anywhere by a few letters: what this device knows shows at once, what the server finds joins it. A sign in front
// narrows to one sort. Opens by Ctrl or ⌘ K.
import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { findingWords } from '../../text/finding'
import { useAnnounce } from '../../ui/Announcer'
import { Avatar } from '../../ui/Avatar'
import { classes } from '../../ui/classes'
import { Icon, type IconName } from '../../ui/Icon'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import { isOf, readPrefix, useFound, useKnown, type COMMANDS, type Goal, type Sort } from './goals'
import { best } from './match'
import styles from './Switcher.module.css'

const MOST_KNOWN = 8
const MOST = 20
const ICONS: Partial<Record<Sort, IconName>> = { channel: 'hash', search: 'search', item: 'talk', workspace: 'people', tag: 'flag', command: 'right' }
const PATHS: Record<(typeof COMMANDS)[number], string> = {
  fresh: '/fresh', feed: '/feed', search: '/search', searches: '/searches', activity: '/activity', browse: '/browse', people: '/directory',
  organisations: '/organisations', notices: '/me/notices', me: '/me',
}

export function Switcher({ onClose }: { onClose: () => void }) {
  const { m, locale } = useText()
  const w = findingWords(locale)
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const { of, words } = readPrefix(query, w.go.prefixes)
  const known = useKnown()
  const { goals, isAway, isSettled } = useFound(words, of)
  const found = useMemo(() => {
    const near = nearest(known.filter((goal) => isOf(goal, of)), words, of === 'commands' ? MOST : MOST_KNOWN)
    const keys = new Set(near.map((goal) => goal.key))
    const all = [...near, ...goals.filter((goal) => isOf(goal, of) && !keys.has(goal.key))].slice(0, MOST)
    if (words === '' || of !== undefined) return all
    return [...all, { key: 'search', id: words, sort: 'search', name: m.search.inMessages(words), hint: '', also: '', unread: 0, face: '' } satisfies Goal]
  }, [known, goals, of, words, m])

  const go = (goal: Goal | undefined) => {
    if (!goal) return
    onClose()
    switch (goal.sort) {
      case 'search':
        return void navigate({ to: '/search', search: { q: goal.id } })
      case 'tag':
        return void navigate({ to: '/tag/$slug', params: { slug: goal.id } })
      case 'workspace':
        return void navigate({ to: '/w/$workspace', params: { workspace: goal.id } })
      case 'item':
        return void navigate({ to: '/c/$channel/t/$item', params: { channel: goal.channel ?? '', item: goal.id } })
      case 'command':
        return void navigate({ to: PATHS[goal.id as keyof typeof PATHS] })
      case 'channel':
      case 'direct':
        return void navigate({ to: '/c/$channel', params: { channel: goal.id } })
      case 'member':
        void store
          .openDirect([goal.id])
          .then((outcome) => (outcome.ok ? navigate({ to: '/c/$channel', params: { channel: outcome.value } }) : announce(refusalWords(outcome.refusal, m))))
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      const next = (chosen + step + found.length) % found.length
      setChosen(next)
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      go(found[chosen])
    }
  }
  const type = (next: string) => {
    setQuery(next)
    setChosen(0)
  }

  return (
    <DialogFrame title={m.switcher.title} closeLabel={m.close} onClose={onClose}>
      <input
        className={styles.input}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${chosen}` : undefined}
        aria-autocomplete="list"
        aria-label={w.go.placeholder}
        aria-describedby={`${listId}-signs`}
        placeholder={w.go.placeholder}
        value={query}
        autoFocus
        onChange={(event) => type(event.target.value)}
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
            <Sign goal={goal} />
            <span className={styles.name}>{goal.sort === 'tag' ? `#${goal.name}` : goal.name}</span>
            <span className={styles.hint}>{goal.hint}</span>
            {goal.unread > 0 && <span className={styles.unread}>{m.nav.unread(goal.unread, goal.unread > 99)}</span>}
          </div>
        ))}
      </div>
      <p className="sr-only" role="status">
        {words !== '' && isSettled ? w.go.found(found.length) : ''}
      </p>
      {isAway && <p className={styles.away}>{w.go.away}</p>}
      {found.length === 0 && isSettled && <p className={styles.hint}>{w.go.none}</p>}
      <div className={styles.keys}>
        <p>{m.switcher.hint}</p>
        <p id={`${listId}-signs`} className={styles.signs}>
          {w.go.prefixesLabel}:{' '}
          {w.go.prefixes.map((prefix) => (
            <span key={prefix.sign}>
              <kbd>{prefix.sign}</kbd> {prefix.name}{' '}
            </span>
          ))}
        </p>
      </div>
    </DialogFrame>
  )
}

/** Those of the name first, then those of which something else begins so. */
function nearest(goals: readonly Goal[], words: string, most: number): Goal[] {
  const named = best(goals, (goal) => goal.name, words, most)
  const sought = ` ${words.toLowerCase()}`
  const others = goals.filter((goal) => !named.includes(goal) && ` ${goal.hint} ${goal.also}`.toLowerCase().includes(sought))
  return [...named, ...others].slice(0, most)
}

function Sign({ goal }: { goal: Goal }) {
  const icon = ICONS[goal.sort]
  if (icon) return <Icon name={icon} />
  return <Avatar id={goal.face} given={goal.name} family={goal.name.split(' ')[1] ?? ''} picture={goal.picture} size="small" />
}
