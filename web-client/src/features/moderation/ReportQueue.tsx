// Reports that wait for a decision, then those decided. What may be done with each the server says.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type ReportView, type WorkspaceId } from '../../store'
import { useText } from '../../text'
import { refusalWords } from '../people/refusals'
import { ReportCard } from './ReportCard'
import styles from './moderation.module.css'

export function ReportQueue({ workspace }: { workspace?: WorkspaceId }) {
  const { m } = useText()
  const store = useStore()
  const [reports, setReports] = useState<readonly ReportView[]>()
  const [refused, setRefused] = useState<string>()
  const care = useSelected((state) => state.care)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const load = useCallback(
    () =>
      void store.listReports(workspace).then((outcome) => {
        if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
        setRefused(undefined)
        setReports(outcome.value)
        const people = outcome.value.flatMap((one) => [one.author, one.handler, ...(one.content ?? []).map((sight) => sight.author)])
        return store.needMembers(people.filter((id) => id !== undefined))
      }),
    [store, workspace, m],
  )
  useEffect(() => {
    if (isLive) load()
  }, [isLive, load, care])

  if (refused !== undefined)
    return (
      <p role="alert" className={styles.error}>
        {refused}
      </p>
    )
  if (reports === undefined) return <p className={styles.soft}>{m.loading}</p>
  const isOpen = (one: ReportView) => one.state === 'open' || one.state === 'appealed'
  const done = reports.filter((one) => !isOpen(one))
  return (
    <>
      {!reports.some(isOpen) && <p>{m.moderation.noReports}</p>}
      <ul role="list" className={styles.list}>
        {reports.filter(isOpen).map((one) => (
          <ReportCard key={one.id} report={one} onChanged={load} />
        ))}
      </ul>
      {done.length > 0 && (
        <details>
          <summary>
            {m.moderation.done} ({done.length})
          </summary>
          <ul role="list" className={styles.list}>
            {done.map((one) => (
              <ReportCard key={one.id} report={one} onChanged={load} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
