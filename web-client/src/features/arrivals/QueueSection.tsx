// The queue of applications: who asks, whether the address belongs to the organisation, who is at work on it; let in or
// refused one by one or many at once. What was decided last stands behind the second tab.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type ApplicationView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { refusalWords } from '../people/refusals'
import { ApplicationRow } from './ApplicationRow'
import styles from './arrivals.module.css'

type Shown = 'waiting' | 'decided'

export function QueueSection() {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me?.id)
  const [shown, setShown] = useState<Shown>('waiting')
  const [rows, setRows] = useState<readonly ApplicationView[]>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [organisations, setOrganisations] = useState<ReadonlyMap<string, string>>(new Map())
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const load = useCallback(
    () =>
      store.applications(shown).then((outcome) => {
        if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
        setRows(outcome.value)
        setChosen((former) => new Set(outcome.value.filter((one) => former.has(one.id)).map((one) => one.id)))
      }),
    [store, shown, m],
  )
  useEffect(() => setRows(undefined), [shown])
  // Anew whenever somebody applied, took one in hand or decided.
  const changes = useSelected((state) => state.care)
  const isLive = useSelected((state) => state.connection.name === 'live')
  useEffect(() => {
    if (isLive) void load()
  }, [load, changes, isLive])

  const decide = async (approve: boolean, ids: readonly string[]) => {
    setBusy(true)
    setRefused(undefined)
    const [only, ...others] = ids
    const organisation = approve && only !== undefined && others.length === 0 ? organisations.get(only) : undefined
    const outcome = await store.decideApplications(ids, { approve, reason, ...(organisation && { organisation }) })
    setBusy(false)
    if (outcome.ok) {
      announce(m.arrivals.done(ids.length))
      setRefusing(false)
      setReason('')
      setChosen(new Set())
    } else setRefused(outcome.refusal.code === 'conflict' ? m.arrivals.moved : refusalWords(outcome.refusal, m))
    await load()
  }
  const handle = async (one: ApplicationView) => {
    const outcome = await store.handleApplication(one.id, one.handler?.member !== me)
    if (!outcome.ok && outcome.refusal.code !== 'taken') setRefused(refusalWords(outcome.refusal, m))
    await load()
  }
  const toggle = (id: string) =>
    setChosen((former) => {
      const next = new Set(former)
      if (!next.delete(id)) next.add(id)
      return next
    })

  const all = rows ?? []
  return (
    <div className={styles.part}>
      <Choices
        label={m.arrivals.queue}
        hideLabel
        side
        name="shown"
        value={shown}
        choices={[{ value: 'waiting', name: m.arrivals.waiting }, { value: 'decided', name: m.arrivals.decided }]}
        onChange={(value) => setShown(value === 'decided' ? 'decided' : 'waiting')}
      />
      {shown === 'waiting' && <p className={styles.soft}>{m.arrivals.queueHint}</p>}
      {refused !== undefined && (
        <p role="alert" className={styles.error}>
          {refused}
        </p>
      )}
      {rows === undefined && <p className={styles.soft}>{m.loading}</p>}
      {rows?.length === 0 && <p role="status">{m.arrivals.empty}</p>}
      {shown === 'waiting' && all.length > 0 && (
        <>
          <div className={styles.buttons}>
            <label className={styles.check}>
              <input type="checkbox" checked={chosen.size === all.length} onChange={() => setChosen(new Set(chosen.size === all.length ? [] : all.slice(0, 50).map((one) => one.id)))} />
              {m.arrivals.all}
            </label>
            <Button look="primary" isDisabled={isBusy || chosen.size === 0} onPress={() => void decide(true, [...chosen])}>
              {m.arrivals.approveMany(chosen.size)}
            </Button>
            <Button isDisabled={isBusy || chosen.size === 0} onPress={() => setRefusing(true)}>
              {m.arrivals.refuseMany(chosen.size)}
            </Button>
          </div>
          {refusing && chosen.size > 0 && (
            <div className={styles.field}>
              <label htmlFor="why" className={styles.label}>
                {m.arrivals.refuseReason}
              </label>
              <p id="why-hint" className={styles.hint}>
                {m.arrivals.refuseReasonHint}
              </p>
              <textarea id="why" className={styles.area} aria-describedby="why-hint" maxLength={1_000} value={reason} onChange={(event) => setReason(event.target.value)} />
              <div className={styles.buttons}>
                <Button look="danger" isDisabled={isBusy || reason.trim() === ''} onPress={() => void decide(false, [...chosen])}>
                  {m.arrivals.refuse}
                </Button>
                <Button onPress={() => setRefusing(false)}>{m.arrivals.cancel}</Button>
              </div>
            </div>
          )}
        </>
      )}
      {all.length > 0 && (
        <ul role="list" className={styles.rows}>
          {all.map((one) => (
            <ApplicationRow
              key={one.id}
              application={one}
              isChosen={chosen.has(one.id)}
              organisation={organisations.get(one.id)}
              onChoose={() => toggle(one.id)}
              onHandle={() => void handle(one)}
              onApprove={() => void decide(true, [one.id])}
              onOrganisation={(organisation) => setOrganisations((former) => new Map(former).set(one.id, organisation))}
            />
          ))}
        </ul>
      )}
    </div>
  )
}
