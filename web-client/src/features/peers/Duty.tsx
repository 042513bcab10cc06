// The calendar of hosts, for them and for administrators. A host hands a week to the next one, or to another, with one
// press; an administrator says who they are and in which order.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type DutyBody } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './peers.module.css'
import type { PeerWords } from './text'

export function Duty({ isOn, words }: { isOn: boolean; words: PeerWords }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me)
  const head = useSelected((state) => (state.me ? state.streams.get(state.me.id)?.cursor : undefined))
  const administers = useSelected((state) => state.office === 'network_admin')
  const members = useSelected((state) => state.members)
  const [body, setBody] = useState<DutyBody>()
  const again = useCallback(() => void store.ask<DutyBody>('/duty').then((got) => got.ok && setBody(got.value)), [store])
  useEffect(again, [again, head])
  useEffect(() => store.needMembers(body ? [...body.hosts, ...body.weeks.map((one) => one.host)] : []), [store, body])
  if (!body) return null
  if (body.weeks.length === 0 && !administers) return null
  const name = (id: string) => memberName(members.get(id), m)
  const tell = (said: string) => (got: Awaited<ReturnType<typeof store.act>>) => {
    announce(got.ok ? said : refusalWords(got.refusal, m))
    again()
  }
  const next = (host: string) => body.hosts[(body.hosts.indexOf(host) + 1) % body.hosts.length]
  return (
    <section className={styles.panel} aria-label={words.duty}>
      <h2>{words.duty}</h2>
      <p className={styles.soft}>{words.dutyHint}</p>
      {isOn && <p>{words.onDuty}</p>}
      <ol>
        {body.weeks.map((one) => {
          const to = one.host === me?.id ? next(one.host) : undefined
          return (
            <li key={one.week} className={styles.row}>
              <span className={styles.grow}>
                {words.week(format.day(Date.parse(one.week)))}: <strong>{name(one.host)}</strong>
              </span>
              {to !== undefined && to !== me?.id && (
                <Button size="small" onPress={() => void store.act({ t: 'hand_over_duty', week: one.week, to }).then(tell(words.handedOver))}>
                  {words.handOver(name(to))}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
      {administers && <Plan key={body.hosts.join()} hosts={body.hosts} words={words} onSave={(hosts) => void store.act({ t: 'plan_duty', hosts: [...hosts] }).then(tell(words.saved))} />}
    </section>
  )
}

function Plan({ hosts, words, onSave }: { hosts: readonly string[]; words: PeerWords; onSave: (hosts: readonly string[]) => void }) {
  const { m, locale } = useText()
  const members = useSelected((state) => state.members)
  const [chosen, choose] = useState(hosts)
  const name = (id: string) => memberName(members.get(id), m)
  const others = [...members.keys()].filter((id) => !chosen.includes(id)).sort((a, b) => name(a).localeCompare(name(b), locale))
  return (
    <>
      <h3>{words.plan}</h3>
      <p className={styles.soft}>{words.planHint}</p>
      <ol>
        {chosen.map((id) => (
          <li key={id} className={styles.row}>
            <span className={styles.grow}>{name(id)}</span>
            <Button size="small" look="quiet" onPress={() => choose(chosen.filter((one) => one !== id))}>
              {words.remove(name(id))}
            </Button>
          </li>
        ))}
      </ol>
      <Select label={words.addHost} value="" choices={[{ value: '', name: '–' }, ...others.map((id) => ({ value: id, name: name(id) }))]} onChange={(id) => id !== '' && choose([...chosen, id])} />
      <div>
        <Button size="small" look="primary" onPress={() => onSave(chosen)}>
          {words.save}
        </Button>
      </div>
    </>
  )
}
