// Everything in a bank: what is published, what is being written, what is in use here, what expires next.
import { useEffect, useState } from 'react'
import { select, useSelected, useStore, type ItemView } from '../../store'
import { regionName, useText } from '../../text'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { Select } from '../../ui/Select'
import type { ChannelScene } from '../kind'
import styles from './bank.module.css'
import { EFFECTS, SORTS, entryOf, shownLevel, type Entry } from './entry'
import { Bringing } from './Bringing'
import { ForYou } from './ForYou'
import { Marks } from './Marks'
import { NewEntry } from './NewEntry'
import { useWords } from './text'

type Listed = { readonly item: ItemView; readonly entry: Entry }
type Tab = 'all' | 'drafts' | 'inUse' | 'expiring'
const NONE = { sort: '', level: '', effect: '', tag: '', region: '' }

export function BankList({ scene }: { scene: ChannelScene }) {
  const words = useWords()
  const { locale } = useText()
  const store = useStore()
  const channel = scene.row.channel
  const known = useSelected((state) => select.items(state, channel.id).rows)
  const [listed, setListed] = useState<readonly ItemView[]>([])
  const [drafts, setDrafts] = useState<readonly ItemView[]>([])
  const [tab, setTab] = useState<Tab>('all')
  const [round, setRound] = useState(0)
  const [filter, setFilter] = useState(NONE)
  const [isBringing, setBringing] = useState(false)
  const [isNew, setNew] = useState(false)
  const [showsFilters, showFilters] = useState(false)
  const isEditor = channel.desk !== undefined

  useEffect(() => {
    let isWanted = true
    const take = (keep: (items: readonly ItemView[]) => void) => (outcome: Awaited<ReturnType<typeof store.listItems>>) => {
      if (isWanted && outcome.ok) keep(outcome.value.items)
    }
    void store.listItems(channel.id, {}).then(take(setListed))
    if (isEditor) void store.listItems(channel.id, { desk: true }).then(take(setDrafts))
    return () => {
      isWanted = false
    }
  }, [store, channel.id, isEditor, known, round])

  const open = merged(listed, known.map((row) => row.item)).map((item) => ({ item, entry: entryOf(item) }))
  const shown = of(tab, open, drafts).filter((one) => passes(one, filter))
  const tags = [...new Set(open.flatMap((one) => one.entry.tags))].sort()
  const regions = [...new Set(open.flatMap((one) => one.entry.regions))].sort()
  const tabs: [Tab, string, number][] = [
    ['all', words.all, of('all', open, drafts).length],
    ...(isEditor ? ([['drafts', words.drafts, drafts.length]] as [Tab, string, number][]) : []),
    ['inUse', words.inUse, of('inUse', open, drafts).length],
    ['expiring', words.expiring, of('expiring', open, drafts).length],
  ]
  const set = (name: keyof typeof NONE) => (value: string) => setFilter({ ...filter, [name]: value })
  const isFiltered = Object.values(filter).some((value) => value !== '')

  if (isBringing)
    return (
      <Bringing
        scene={scene}
        onClose={() => {
          setBringing(false)
          setTab('drafts')
          setRound(round + 1)
        }}
      />
    )
  if (isNew) return <NewEntry scene={scene} onClose={() => setNew(false)} />
  return (
    <div className={styles.view}>
      <div className={styles.wide}>
        <div className={styles.bar}>
          <div className={styles.tabs} role="group" aria-label={channel.name}>
            {tabs.map(([name, label, count]) => (
              <button key={name} type="button" aria-pressed={tab === name} className={classes(styles.tab, tab === name && styles.chosen)} onClick={() => setTab(name)}>
                {label} <span className={styles.count}>{count}</span>
              </button>
            ))}
          </div>
          <div className={styles.tools}>
            <Button size="small" look="quiet" icon="talk" onPress={() => scene.open(channel.main_item)}>
              {words.talk}
            </Button>
            {scene.row.standing?.may_manage && isEditor && (
              <Button size="small" look="quiet" icon="file" onPress={() => setBringing(true)}>
                {words.bring.open}
              </Button>
            )}
            {scene.row.standing?.may_post && isEditor && (
              <Button look="primary" icon="plus" onPress={() => setNew(true)}>
                {words.add}
              </Button>
            )}
          </div>
        </div>
        <div>
          <Button size="small" look="quiet" icon={showsFilters ? 'down' : 'right'} aria-expanded={showsFilters} onPress={() => showFilters(!showsFilters)}>
            {words.filters}
          </Button>
          {isFiltered && (
            <Button size="small" look="quiet" icon="close" onPress={() => setFilter(NONE)}>
              {words.clear}
            </Button>
          )}
        </div>
        {showsFilters && (
          <div className={styles.filters}>
            <Select label={words.sort} value={filter.sort} onChange={set('sort')} choices={[{ value: '', name: words.all }, ...SORTS.map((value) => ({ value, name: words.sorts[value] }))]} />
            <Select label={words.level} value={filter.level} onChange={set('level')} choices={[{ value: '', name: words.anyLevel }, ...[1, 2, 3, 4].map((n) => ({ value: String(n), name: words.levelAtLeast(n) }))]} />
            <Select label={words.effect} value={filter.effect} onChange={set('effect')} choices={[{ value: '', name: words.anyEffect }, ...EFFECTS.map((value) => ({ value, name: words.effects[value] }))]} />
            <Select label={words.tags} value={filter.tag} onChange={set('tag')} choices={[{ value: '', name: words.anyTheme }, ...tags.map((value) => ({ value, name: `#${value}` }))]} />
            <Select label={words.region} value={filter.region} onChange={set('region')} choices={[{ value: '', name: words.anyRegion }, ...regions.map((value) => ({ value, name: regionName(value, locale) }))]} />
          </div>
        )}
        {tab === 'all' && <ForYou />}
        {shown.length === 0 ? (
          <p className={styles.empty}>{isFiltered ? words.nothingFound : words.nothing}</p>
        ) : (
          <ul role="list" className={styles.cards}>
            {shown.map((one) => (
              <Card key={one.item.id} one={one} scene={scene} />
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Card({ one: { item, entry }, scene }: { one: Listed; scene: ChannelScene }) {
  const words = useWords()
  const { m, format, locale } = useText()
  const done = entry.steps.filter((step) => step.done).length
  return (
    <li>
      <a
        className={styles.card}
        href={scene.linkTo(item.id)}
        lang={item.lang}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          scene.open(item.id)
        }}
      >
        <strong className={styles.cardTitle}>{item.title || m.plain.untitled}</strong>
        <Marks entry={entry} state={item.state} />
        <span className={styles.summary}>{entry.fields.summary ?? entry.fields.core_idea ?? entry.fields.problem ?? ''}</span>
        <span className={styles.facts}>
          {entry.copy && <span>{words.stepsDone(done, entry.steps.length)}</span>}
          {entry.regions.map((region) => (
            <span key={region}>{regionName(region, locale)}</span>
          ))}
          {entry.tags.slice(0, 3).map((tag) => (
            <span key={tag}>#{tag}</span>
          ))}
          {entry.publishedAt && <span>{format.date(Date.parse(entry.publishedAt))}</span>}
          {entry.expiresAt && <span>{words.expires(format.date(Date.parse(entry.expiresAt)))}</span>}
          {item.message_count > 0 && (
            <span>
              <Icon name="talk" size={16} /> {item.message_count}
            </span>
          )}
        </span>
      </a>
    </li>
  )
}

/** What the store hears is newer than what was listed. */
function merged(listed: readonly ItemView[], known: readonly ItemView[]): ItemView[] {
  const all = new Map(listed.map((item) => [item.id, item]))
  for (const item of known) if ((all.get(item.id)?.changed_seq ?? -1) <= item.changed_seq) all.set(item.id, item)
  return [...all.values()].filter((item) => !item.main && !item.deleted && !item.desk)
}

function of(tab: Tab, open: readonly Listed[], drafts: readonly ItemView[]): Listed[] {
  switch (tab) {
    case 'drafts':
      return drafts.filter((item) => !item.deleted).map((item) => ({ item, entry: entryOf(item) }))
    case 'inUse':
      return open.filter((one) => one.entry.copy !== undefined)
    case 'expiring':
      return open.filter((one) => one.entry.expiresAt !== undefined && one.item.state === 'published').sort((a, b) => Date.parse(a.entry.expiresAt ?? '') - Date.parse(b.entry.expiresAt ?? ''))
    case 'all':
      // What nobody has looked at in time comes last, what is archived is found by search.
      return open
        .filter((one) => one.entry.copy === undefined && one.item.state === 'published')
        .sort((a, b) => Number(a.entry.isStale) - Number(b.entry.isStale) || Date.parse(b.entry.publishedAt ?? '') - Date.parse(a.entry.publishedAt ?? ''))
  }
}

function passes({ entry }: Listed, filter: typeof NONE): boolean {
  return (
    (filter.sort === '' || entry.sort === filter.sort) &&
    (filter.level === '' || shownLevel(entry).level >= Number(filter.level)) &&
    (filter.effect === '' || entry.effect === filter.effect) &&
    (filter.tag === '' || entry.tags.includes(filter.tag)) &&
    (filter.region === '' || entry.regions.includes(filter.region))
  )
}
