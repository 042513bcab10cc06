// Members who never came or went quiet, and one press that writes to all of them.
import { useCallback, useEffect, useState } from 'react'
import { useStore, type AbsentView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import styles from './arrivals.module.css'

export function AbsentSection() {
  const { m, locale, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [rows, setRows] = useState<readonly AbsentView[]>()
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const load = useCallback(() => store.absent().then((outcome) => (outcome.ok ? setRows(outcome.value) : setRefused(refusalWords(outcome.refusal, m)))), [store, m])
  useEffect(() => void load(), [load])
  const remind = async (members: readonly AbsentView[]) => {
    setBusy(true)
    const outcome = await store.remindMembers(members.map((one) => one.member))
    setBusy(false)
    if (outcome.ok) announce(m.arrivals.remindedAll(members.length))
    else setRefused(refusalWords(outcome.refusal, m))
    await load()
  }
  return (
    <div className={styles.part}>
      <p className={styles.soft}>{m.arrivals.absentHint}</p>
      {refused !== undefined && (
        <p role="alert" className={styles.error}>
          {refused}
        </p>
      )}
      {rows === undefined && <p className={styles.soft}>{m.loading}</p>}
      {rows?.length === 0 && <p role="status">{m.arrivals.noneAbsent}</p>}
      {rows !== undefined && rows.length > 0 && (
        <>
          <div className={styles.buttons}>
            <Button look="primary" isDisabled={isBusy} onPress={() => void remind(rows)}>
              {m.arrivals.remind(rows.length)}
            </Button>
          </div>
          <ul role="list" className={styles.rows}>
            {rows.map((one) => (
              <li key={one.member} className={styles.row}>
                <div className={styles.grow}>
                  <p className={styles.strong}>
                    {one.given} {one.family}
                  </p>
                  <p className={styles.soft}>{[one.organisation[locale] || one.organisation.fi, one.email].filter(Boolean).join(' · ')}</p>
                  <p className={styles.soft}>
                    {(one.why === 'never' ? m.arrivals.never : m.arrivals.quiet)(format.day(Date.parse(one.since)))}
                    {one.reminded_at !== undefined && ` · ${m.arrivals.reminded(format.day(Date.parse(one.reminded_at)))}`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
