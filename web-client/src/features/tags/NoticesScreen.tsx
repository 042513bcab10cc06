// When and of what one wants to be told, and what one follows. Each change is kept at once.
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type ChangeNotices, type FollowView, type NoticesBody, type QuietHours } from '../../store'
import { useText } from '../../text'
import { inboxWords, type InboxWords } from '../../text/inbox'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { Tick } from '../../ui/Form'
import { channelName, memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { FollowChoice } from './FollowChoice'
import styles from './tags.module.css'

const TOLD = ['nothing', 'mentions', 'watched'] as const
const DIGESTS = ['none', 'daily', 'weekly'] as const
const MINUTES = [60, 240, 1440] as const
const NIGHT: QuietHours = { from: '20:00', to: '07:00' }

export function NoticesScreen() {
  const { m, locale } = useText()
  const words = inboxWords(locale)
  const w = words.notices
  const store = useStore()
  const announce = useAnnounce()
  const [settings, setSettings] = useState<NoticesBody>()
  const stirred = useSelected((state) => state.stirred)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const load = useCallback(() => void store.readNotices().then((outcome) => outcome.ok && setSettings(outcome.value)), [store])
  useEffect(() => {
    if (isLive) load()
  }, [load, isLive, stirred])
  useEffect(() => {
    document.title = `${w.title} – ${m.product}`
  }, [w, m])
  const change = (wanted: ChangeNotices) =>
    void store.changeNotices(wanted).then((outcome) => {
      announce(outcome.ok ? w.saved : refusalWords(outcome.refusal, m))
      load()
    })
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{w.title}</h1>
        {settings && (
          <>
            {settings.quiet_now && <p className={styles.soft}>{w.now}</p>}
            <Disturb settings={settings} w={w} onChange={change} />
            <section className={styles.card}>
              <h2 className={styles.heading}>{w.quiet}</h2>
              <p className={styles.soft}>{w.quietHint}</p>
              <Week quiet={settings.quiet} w={w} onChange={(quiet) => change({ quiet })} />
              <Zone zone={settings.time_zone} w={w} onChange={(time_zone) => change({ time_zone })} />
            </section>
            <section className={styles.card}>
              <Select label={w.push} value={settings.push_for} onChange={(push_for) => change({ push_for })} choices={TOLD.map((value) => ({ value, name: w.told[value] }))} />
              <Select label={w.mail} value={settings.mail_for} onChange={(mail_for) => change({ mail_for })} choices={TOLD.map((value) => ({ value, name: w.told[value] }))} />
              <Select label={w.digest} value={settings.digest} onChange={(digest) => change({ digest })} choices={DIGESTS.map((value) => ({ value, name: w.digests[value] }))} />
            </section>
          </>
        )}
        <Follows w={w} />
        <p>
          <Link to="/welcome">{words.welcome.again}</Link>
        </p>
      </div>
    </main>
  )
}

type Words = InboxWords['notices']

function Disturb({ settings, w, onChange }: { settings: NoticesBody; w: Words; onChange: (change: ChangeNotices) => void }) {
  const { format } = useText()
  const until = settings.do_not_disturb_until
  const isOn = until !== undefined && Date.parse(until) > Date.now()
  return (
    <section className={styles.card}>
      <h2 className={styles.heading}>{w.disturb}</h2>
      {isOn && <p>{w.disturbUntil(format.full(Date.parse(until)))}</p>}
      <div className={styles.buttons}>
        {MINUTES.map((minutes) => (
          <Button key={minutes} icon="bellOff" onPress={() => onChange({ do_not_disturb_minutes: minutes })}>
            {w.disturbFor[minutes]}
          </Button>
        ))}
        {isOn && <Button onPress={() => onChange({ do_not_disturb_minutes: 0 })}>{w.disturbEnd}</Button>}
      </div>
    </section>
  )
}

function Week({ quiet, w, onChange }: { quiet: NoticesBody['quiet']; w: Words; onChange: (quiet: NoticesBody['quiet']) => void }) {
  const withDay = (day: number, span: QuietHours | null) => onChange(quiet.map((one, each) => (each === day ? span : one)))
  return (
    <div className={styles.week}>
      {w.days.map((name, day) => {
        const span = quiet[day]
        return (
          <div key={name} className={styles.day}>
            <Tick label={w.isQuiet(name)} isOn={span !== null && span !== undefined} onChange={(isOn) => withDay(day, isOn ? NIGHT : null)} />
            {span && (
              <span className={styles.buttons}>
                <input type="time" className={styles.time} aria-label={w.from(name)} value={span.from} onChange={(event) => event.target.value && event.target.value !== span.to && withDay(day, { ...span, from: event.target.value })} />
                <span aria-hidden="true">–</span>
                <input type="time" className={styles.time} aria-label={w.to(name)} value={span.to} onChange={(event) => event.target.value && event.target.value !== span.from && withDay(day, { ...span, to: event.target.value })} />
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}

function Zone({ zone, w, onChange }: { zone: string; w: Words; onChange: (zone: string) => void }) {
  const { timeZone: here } = new Intl.DateTimeFormat().resolvedOptions()
  return (
    <div className={styles.buttons}>
      <span>
        {w.zone}: {zone}
      </span>
      {here !== zone && <Button onPress={() => onChange(here)}>{w.ofDevice(here)}</Button>}
    </div>
  )
}

function Follows({ w }: { w: Words }) {
  const { m } = useText()
  const store = useStore()
  const follows = useSelected((state) => state.follows)
  const list = [...follows.values()].filter((one) => one.level !== 'default')
  const people = list.flatMap((one) => ('member' in one.subject ? [one.subject.member] : [])).join(' ')
  useEffect(() => {
    if (people !== '') store.needMembers(people.split(' '))
  }, [store, people])
  return (
    <section className={styles.card}>
      <h2 className={styles.heading}>{w.follows}</h2>
      {list.length === 0 && <p className={styles.soft}>{w.noFollows}</p>}
      <ul role="list" className={styles.week}>
        {list.map((one) => (
          <FollowLine key={JSON.stringify(one.subject)} one={one} m={m} />
        ))}
      </ul>
    </section>
  )
}

function FollowLine({ one, m }: { one: FollowView; m: ReturnType<typeof useText>['m'] }) {
  const { subject } = one
  const name = useSelected((state) => {
    if ('tag' in subject) return `#${subject.tag}`
    if ('member' in subject) return memberName(state.members.get(subject.member), m)
    if ('channel' in subject) return channelName(state, state.channels.get(subject.channel), m)
    for (const content of state.content.values()) {
      const item = content.items.get(subject.item)
      if (item) return item.title
    }
    return undefined
  })
  // An item that this device has not met has no name here; its own page tells how it is followed.
  if (name === undefined || name === '…') return null
  return (
    <li>
      <FollowChoice subject={subject} label={name} />
    </li>
  )
}
