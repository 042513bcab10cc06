// Of one's own: whom one blocks, what one reported and what became of it, decisions on what one wrote.
import { Suspense, lazy, useEffect, useState } from 'react'
import { useSelected, useStore, type BlockView, type OwnReportView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { reasonWords } from './ReportCard'
import { useBlocks } from './useBlocks'
import styles from './moderation.module.css'

const AppealDialog = lazy(() => import('./AppealDialog').then((part) => ({ default: part.AppealDialog })))

export function MyCare() {
  return (
    <>
      <Blocks />
      <OwnReports />
    </>
  )
}

function Blocks() {
  const { m } = useText()
  const store = useStore()
  const blocks = useBlocks()
  useEffect(() => {
    store.needMembers((blocks ?? []).map((block) => block.member))
  }, [store, blocks])
  return (
    <section className={styles.card} aria-labelledby="blocks">
      <h2 id="blocks">{m.moderation.blocks}</h2>
      {blocks?.length === 0 && <p className={styles.soft}>{m.moderation.noBlocks}</p>}
      <ul role="list">
        {(blocks ?? []).map((block) => (
          <Blocked key={block.member} block={block} />
        ))}
      </ul>
    </section>
  )
}

function Blocked({ block }: { block: BlockView }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const name = useSelected((state) => memberName(state.members.get(block.member), m))
  const unblock = () =>
    void store.unblock(block.member).then((outcome) => announce(outcome.ok ? m.moderation.unblocked(name) : refusalWords(outcome.refusal, m)))
  return (
    <li className={styles.line}>
      <div className={styles.grow}>
        <p className={styles.strong}>{name}</p>
        <p className={styles.soft}>{format.brief(Date.parse(block.at))}</p>
      </div>
      <Button size="small" aria-label={m.moderation.unblockOf(name)} onPress={unblock}>
        {m.moderation.unblock}
      </Button>
    </li>
  )
}

function OwnReports() {
  const { m } = useText()
  const store = useStore()
  const care = useSelected((state) => state.care)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const [reports, setReports] = useState<readonly OwnReportView[]>([])
  useEffect(() => {
    if (isLive) void store.listOwnReports().then((outcome) => outcome.ok && setReports(outcome.value))
  }, [store, isLive, care])
  return (
    <section className={styles.card} aria-labelledby="own-reports">
      <h2 id="own-reports">{m.moderation.mine}</h2>
      <p className={styles.soft}>{reports.length === 0 ? m.moderation.noMine : m.moderation.mineHint}</p>
      <ul role="list">
        {reports.map((report) => (
          <OwnReport key={report.id} report={report} />
        ))}
      </ul>
    </section>
  )
}

function OwnReport({ report }: { report: OwnReportView }) {
  const { m, format } = useText()
  const [isAppealing, setAppealing] = useState(false)
  const sort = m.moderation.sorts[report.sort] ?? report.sort
  const state = m.moderation.states[report.state === 'open' && report.handled ? 'handled' : report.state] ?? report.state
  return (
    <li className={styles.line}>
      <div className={styles.grow}>
        <p className={styles.strong}>
          {report.author ? m.moderation.aboutYou : m.moderation.youReported}: {sort.toLowerCase()}
        </p>
        <p className={styles.soft}>
          {format.brief(Date.parse(report.opened_at))} · {report.hidden ? `${m.moderation.isHidden} · ` : ''}
          {state}
          {report.reason !== undefined && ` · ${reasonWords(report.reason, m.moderation.reasons)}`}
        </p>
        {report.text !== undefined && <blockquote className={styles.quoted}>{report.text}</blockquote>}
        {report.verdict && (
          <p>
            <span className={styles.strong}>{m.moderation.outcomeDone[report.verdict.outcome] ?? report.verdict.outcome}:</span> {report.verdict.reason}
          </p>
        )}
      </div>
      {report.may_appeal && (
        <Button size="small" onPress={() => setAppealing(true)}>
          {m.moderation.appeal}
        </Button>
      )}
      {isAppealing && (
        <Suspense>
          <AppealDialog report={report.id} onClose={() => setAppealing(false)} />
        </Suspense>
      )}
    </li>
  )
}
