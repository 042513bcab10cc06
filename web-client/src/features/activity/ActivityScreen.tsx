// The activity log: what happened, the newest first, live. Filters stand in the address, so a link shows the same view;
// rights are the server's matter, asked anew with every page.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { select, useSelected, useStore, type ActivityPage, type ActivityQuery, type OutcomeView, type Refusal } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Tick } from '../../ui/Form'
import { Icon } from '../../ui/Icon'
import { Select } from '../../ui/Select'
import { classes } from '../../ui/classes'
import { organisationOptions, regionOptions } from '../directory/words'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { exportAddress, readLog, readWaiting } from './asking'
import { Feeds } from './Feeds'
import { grouped } from './groups'
import { LogRow } from './LogRow'
import { WaitingOutcomes } from './Outcome'
import { joined } from './pages'
import { KINDS } from './RecordOutcome'
import type { ActivitySearch } from './search'
import { Tabs } from './Tabs'
import { useRung } from './useRung'
import styles from './activity.module.css'

const PAGE = 50

function queryOf({ group, ...search }: ActivitySearch): Partial<ActivityQuery> {
  return { ...search, ...(group !== undefined && { groups: group }) }
}

export function ActivityScreen() {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const search: ActivitySearch = useSearch({ strict: false })
  const question = JSON.stringify(queryOf(search))
  const rung = useRung()
  const [log, setLog] = useState<{ question: string; pages: readonly ActivityPage[]; refusal?: Refusal }>()
  const [waiting, setWaiting] = useState<readonly OutcomeView[]>([])
  const [answered, setAnswered] = useState(0)

  useEffect(() => {
    document.title = `${m.activity.title} – ${m.product}`
  }, [m])
  useEffect(() => {
    let isWanted = true
    void readLog(store, { ...(JSON.parse(question) as Partial<ActivityQuery>), limit: PAGE }).then((got) => {
      if (!isWanted) return
      setLog((former) => {
        if (!got.ok) return { question, pages: former?.question === question ? former.pages : [], refusal: got.refusal }
        return { question, pages: former?.question === question ? joined(got.value, former.pages) : [got.value] }
      })
    })
    return () => {
      isWanted = false
    }
  }, [store, question, rung])
  useEffect(() => {
    void readWaiting(store).then((got) => got.ok && setWaiting(got.value))
  }, [store, rung, answered])

  const pages = log?.question === question ? log.pages : []
  const rows = pages.flatMap((page) => page.rows)
  const places = pages.flatMap((page) => page.places)
  const next = pages.at(-1)?.next
  const people = useMemo(() => [...new Set([...rows.flatMap((row) => [row.actor, row.member]), ...waiting.map((one) => one.recorded_by)])].filter((id) => id !== undefined), [rows, waiting])
  useEffect(() => store.needMembers(people), [store, people])

  const set = (change: ActivitySearch) => {
    const kept = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '' && value !== undefined && value !== false)
    void navigate({ to: '/activity', search: Object.fromEntries(kept) as ActivitySearch, replace: true })
  }
  const more = () =>
    void readLog(store, { ...queryOf(search), limit: PAGE, ...(next !== undefined && { after: next }) }).then(
      (got) => got.ok && setLog((former) => (former?.question === question ? { question, pages: [...former.pages, got.value] } : former)),
    )

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.activity.title}</h1>
        <Tabs />
        <p className={styles.soft}>
          {m.activity.lead} <span className={styles.chip}>{m.activity.live}</span>
        </p>
        <WaitingOutcomes waiting={waiting} onAnswered={() => setAnswered(answered + 1)} />
        <Filters search={search} onChange={set} onClear={() => void navigate({ to: '/activity', search: {}, replace: true })} />
        {log?.refusal && (
          <p role="alert" className={styles.failed}>
            {refusalWords(log.refusal, m)}
          </p>
        )}
        {log !== undefined && rows.length === 0 && next === undefined && !log.refusal && <p className={styles.card}>{m.activity.none}</p>}
        {rows.length > 0 && <Days rows={rows} places={places} />}
        <div className={classes(styles.bar, styles.screen)}>
          {next !== undefined && <Button onPress={more}>{m.activity.more}</Button>}
          <span className={styles.grow} />
          <a href={exportAddress(queryOf(search), 'csv')} download>
            {m.activity.csv}
          </a>
          <a href={exportAddress(queryOf(search), 'json')} download>
            {m.activity.json}
          </a>
        </div>
        <Feeds channel={search.channel} tag={search.tag} />
      </div>
    </main>
  )
}

function Days({ rows, places }: { rows: ActivityPage['rows']; places: ActivityPage['places'] }) {
  const { m, format } = useText()
  const groups = grouped(rows, (row) => format.dayKey(Date.parse(row.at)))
  return (
    <section className={styles.rows} aria-label={m.activity.title}>
      {[...groups].map(([day, some]) => (
        <div key={day}>
          <h2 className={styles.day}>{format.day(Date.parse(some[0]?.at ?? ''))}</h2>
          <ul role="list">
            {some.map((row) => (
              <LogRow key={`${row.stream}.${row.seq}`} row={row} places={places} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function Filters({ search, onChange, onClear }: { search: ActivitySearch; onChange: (change: ActivitySearch) => void; onClear: () => void }) {
  const { m, locale } = useText()
  const me = useSelected((state) => state.me?.id)
  const organisations = useSelected((state) => state.organisations)
  const workspaces = useSelected(select.workspaces)
  const whose = useSelected((state) => (search.member === undefined ? undefined : memberName(state.members.get(search.member), m)))
  const used = Object.keys(search).length
  const all = { value: '', name: m.activity.all }
  const named = (options: readonly (readonly [string, string])[]) => [all, ...options.map(([value, name]) => ({ value, name }))]
  const groups = Object.entries(m.activity.groups).map(([value, name]) => ({ value, name }))
  const people = [{ value: '', name: m.activity.anybody }, ...(me === undefined ? [] : [{ value: me, name: m.activity.own }])]
  if (search.member !== undefined && search.member !== me) people.push({ value: search.member, name: whose ?? '…' })
  return (
    <details className={classes(styles.folded, styles.screen)} open={used > 0 || undefined}>
      <summary>
        <Icon name="down" size={18} />
        {m.activity.filters}
        {used > 0 && <span className={styles.chip}>{m.activity.filtersOn(used)}</span>}
      </summary>
      <div className={styles.filters}>
        <Select label={m.activity.group} value={search.group ?? ''} choices={[{ value: '', name: m.activity.everything }, ...groups]} onChange={(group) => onChange({ group })} />
        <Select label={m.activity.who} value={search.member ?? ''} choices={people} onChange={(member) => onChange({ member })} />
        <Select label={m.activity.workspace} value={search.workspace ?? ''} choices={named(workspaces.map((row) => [row.workspace.id, row.workspace.name]))} onChange={(workspace) => onChange({ workspace })} />
        <Select label={m.activity.organisation} value={search.organisation ?? ''} choices={named(organisationOptions(organisations, locale))} onChange={(organisation) => onChange({ organisation })} />
        <Select label={m.activity.region} value={search.region ?? ''} choices={named(regionOptions(locale))} onChange={(region) => onChange({ region })} />
        <Select label={m.activity.outcome} value={search.outcome ?? ''} choices={named(KINDS.map((kind) => [kind, m.outcomes.kinds[kind] ?? kind]))} onChange={(outcome) => onChange({ outcome })} />
        <Field label={m.activity.tag} value={search.tag ?? ''} onChange={(event) => onChange({ tag: event.target.value.replace(/^#/, '').toLowerCase().trim() })} />
        <Field label={m.activity.from} type="date" value={search.from ?? ''} onChange={(event) => onChange({ from: event.target.value })} />
        <Field label={m.activity.until} type="date" value={search.until ?? ''} onChange={(event) => onChange({ until: event.target.value })} />
        <Tick label={m.activity.openOnly} isOn={search.open === true} onChange={(open) => onChange({ open })} />
      </div>
      {search.member !== undefined && search.member !== me && <p className={styles.soft}>{m.activity.onlyPublic}</p>}
      {used > 0 && (
        <Button size="small" look="quiet" onPress={onClear}>
          {m.activity.clear}
        </Button>
      )}
    </details>
  )
}
