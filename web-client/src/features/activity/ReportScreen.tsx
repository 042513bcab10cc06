// The report over a period, for the whole network or for one organisation; each number opens its events, and the page
// prints as one.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSelected, useStore, type Refusal, type ReportBody, type ReportOutcomes } from '../../store'
import { regionName, useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import { classes } from '../../ui/classes'
import { mainOrganisation, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { readReport } from './asking'
import { Bars, type Bar } from './Bars'
import { grouped } from './groups'
import type { ReportSearch } from './search'
import { Tabs } from './Tabs'
import styles from './activity.module.css'

export function ReportScreen() {
  const { m, locale, format } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const search: ReportSearch = useSearch({ strict: false })
  const question = JSON.stringify(search)
  const [answer, setAnswer] = useState<{ body?: ReportBody; refusal?: Refusal }>({})
  const own = useSelected((state) => mainOrganisation(state, state.me))
  const organisation = useSelected((state) => (search.organisation === undefined ? undefined : state.organisations.get(search.organisation)))
  useEffect(() => {
    document.title = `${m.report.title} – ${m.product}`
  }, [m])
  useEffect(() => {
    let isWanted = true
    void readReport(store, JSON.parse(question) as ReportSearch).then((got) => {
      if (isWanted) setAnswer(got.ok ? { body: got.value } : { refusal: got.refusal })
    })
    return () => {
      isWanted = false
    }
  }, [store, question])
  const set = (change: ReportSearch) => {
    const kept = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '' && value !== undefined)
    void navigate({ to: '/report', search: Object.fromEntries(kept) as ReportSearch, replace: true })
  }
  const body = answer.body
  const choices = [{ value: '', name: m.report.whole }, ...[own, organisation === own ? undefined : organisation].flatMap((one) => (one ? [{ value: one.id, name: organisationName(one, locale) }] : []))]
  const day = (text: string) => format.date(Date.parse(`${text}T12:00:00Z`))
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{organisation ? m.report.employer(organisationName(organisation, locale)) : m.report.steering}</h1>
        <Tabs />
        {body && <p>{m.report.period(day(body.from), day(body.until))}</p>}
        <p className={styles.soft}>{m.report.lead}</p>
        <div className={classes(styles.filters, styles.screen)}>
          <Field label={m.report.from} type="date" value={search.from ?? body?.from ?? ''} onChange={(event) => set({ from: event.target.value })} />
          <Field label={m.report.until} type="date" value={search.until ?? body?.until ?? ''} onChange={(event) => set({ until: event.target.value })} />
          <Select label={m.report.of} value={search.organisation ?? ''} choices={choices} onChange={(chosen) => set({ organisation: chosen })} />
        </div>
        {answer.refusal && (
          <p role="alert" className={styles.failed}>
            {refusalWords(answer.refusal, m)}
          </p>
        )}
        {body && <Numbers body={body} />}
        {body && <Outcomes body={body} />}
        <div className={styles.screen}>
          <Button onPress={() => window.print()}>{m.report.print}</Button>
        </div>
      </div>
    </main>
  )
}

/** The log's view of a number. */
function opened(body: ReportBody, some: Record<string, string>): string {
  const kept = { from: body.from, until: body.until, open: 'true', ...(body.organisation !== undefined && { organisation: body.organisation }), ...some }
  return `/activity?${new URLSearchParams(kept).toString()}`
}

function Numbers({ body }: { body: ReportBody }) {
  const { m, format } = useText()
  const coordinators = useSelected((state) => state.organisations)
  const coordinator = [...coordinators.values()].find((one) => one.coordinator)
  const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${format.number(Math.round((100 * part) / whole))} %`)
  const { people, questions } = body
  const ripe = questions.asked - questions.waiting
  const numbers = [
    { name: m.report.members, value: format.number(people.active), hint: body.organisation === undefined ? m.report.membersHint : m.report.membersOf },
    { name: m.report.writers, value: format.number(people.writers), address: opened(body, { group: 'talk' }) },
    { name: m.report.messages, value: format.number(body.messages), address: opened(body, { group: 'talk' }) },
    {
      name: m.report.share,
      value: percent(body.coordinator_messages, body.messages),
      hint: `${m.report.shareHint}: ${format.number(body.coordinator_messages)}`,
      address: coordinator && body.organisation === undefined ? opened(body, { group: 'talk', organisation: coordinator.id }) : undefined,
    },
    { name: m.report.asked, value: format.number(questions.asked), address: opened(body, { group: 'items' }) },
    { name: m.report.soon, value: percent(questions.soon, ripe), hint: `${format.number(questions.soon)} / ${format.number(ripe)}` },
    { name: m.report.first, value: questions.minutes === undefined ? m.report.noAnswers : m.report.minutes(Math.round(questions.minutes)) },
  ]
  return (
    <>
      <dl className={styles.numbers}>
        {numbers.map((one) => (
          <div key={one.name} className={styles.number}>
            <dt>
              {one.name}
              {one.hint !== undefined && <p className={styles.soft}>{one.hint}</p>}
            </dt>
            <dd>
              {one.address === undefined ? (
                one.value
              ) : (
                <a href={one.address} aria-label={`${one.value}. ${m.report.events(one.name)}`}>
                  {one.value}
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <section className={styles.card} aria-label={m.report.without}>
        <h2>
          {m.report.without}: {format.number(body.without_coordinator.length)}
        </h2>
        <p className={styles.soft}>{m.report.withoutHint}</p>
        <ul>
          {body.without_coordinator.map((place) => (
            <li key={place.workspace}>
              <a href={opened(body, { workspace: place.workspace })}>{place.name}</a> <span className={styles.soft}>{m.report.place(place.members, place.organisations)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Outcomes({ body }: { body: ReportBody }) {
  const { m, locale, format } = useText()
  const bars = (of: (row: ReportOutcomes) => string | undefined, name: (key: string) => string, filter: string): Bar[] => {
    const groups = grouped(body.outcomes, (row) => of(row) ?? '')
    return [...groups]
      .map(([key, rows]) => ({
        name: key === '' ? m.report.unnamed : name(key),
        all: rows.reduce((sum, row) => sum + row.recorded, 0),
        part: rows.reduce((sum, row) => sum + row.confirmed, 0),
        address: key === '' ? undefined : opened(body, { group: 'outcomes', [filter]: key }),
      }))
      .sort((a, b) => b.all - a.all)
  }
  const heads = [m.report.what, m.report.recorded, m.report.confirmed] as const
  const saved = grouped(body.outcomes.filter((row) => row.unit !== undefined), (row) => row.unit ?? '')
  const weeks: Bar[] = body.weeks.map((week) => ({ name: format.date(Date.parse(`${week.begins}T12:00:00Z`)), all: week.messages, part: week.coordinator }))
  return (
    <>
      {body.outcomes.length === 0 ? (
        <p className={styles.card}>{m.report.none}</p>
      ) : (
        <>
          <Bars title={m.report.byKind} heads={heads} bars={bars((row) => row.kind, (key) => m.outcomes.kinds[key] ?? key, 'outcome')} />
          <Bars title={m.report.byTheme} heads={heads} bars={bars((row) => row.theme, (key) => m.outcomes.themes[key] ?? `#${key}`, 'tag')} />
          <Bars title={m.report.byRegion} heads={heads} bars={bars((row) => row.region, (key) => regionName(key, locale), 'region')} />
        </>
      )}
      {saved.size > 0 && (
        <section className={styles.card} aria-label={m.report.saved}>
          <h2>{m.report.saved}</h2>
          <ul>
            {[...saved].map(([unit, rows]) => (
              <li key={unit}>
                <a href={opened(body, { group: 'outcomes', outcome: 'saved' })}>
                  {format.number(rows.reduce((sum, row) => sum + (row.amount ?? 0), 0))} {m.outcomes.units[unit] ?? unit}
                </a>{' '}
                <span className={styles.soft}>
                  {m.report.confirmed}: {format.number(rows.reduce((sum, row) => sum + (row.amount_confirmed ?? 0), 0))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {weeks.length > 0 && <Bars title={m.report.weeks} heads={[m.report.week, m.report.messages, m.report.coordinator]} bars={weeks} />}
    </>
  )
}
