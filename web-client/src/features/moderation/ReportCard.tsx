// One report for who decides it: what was said, why it was reported, what may be done.
import { Suspense, lazy, useState } from 'react'
import { useSelected, useStore, type Ack, type Outcome, type ReportView, type SightView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { excerpt } from '../../ui/markup/plain'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { CarriedFiles } from './CarriedFiles'
import styles from './moderation.module.css'

/** Characters of one message that a card shows. */
const SHOWN = 2_000

const DecideDialog = lazy(() => import('./DecideDialog').then((part) => ({ default: part.DecideDialog })))

export function ReportCard({ report, onChanged }: { report: ReportView; onChanged: () => void }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [isDeciding, setDeciding] = useState(false)
  const author = useSelected((state) => (report.author === undefined ? undefined : memberName(state.members.get(report.author), m)))
  const me = useSelected((state) => state.me?.id)
  const handler = useSelected((state) => (report.handler === undefined ? undefined : memberName(state.members.get(report.handler), m)))
  const may = (act: string) => report.acts.includes(act)
  const isOpen = report.state === 'open' || report.state === 'appealed'
  const act = (acting: Promise<Outcome<Ack>>) =>
    void acting.then((outcome) => {
      if (!outcome.ok) announce(refusalWords(outcome.refusal, m))
      onChanged()
    })
  const marks = [
    report.direct && m.moderation.direct,
    report.overdue && m.moderation.overdue,
    report.state === 'appealed' && m.moderation.appealed,
    report.hidden && m.moderation.isHidden,
  ].filter((mark) => typeof mark === 'string')

  return (
    <li className={styles.card} aria-label={m.moderation.ofAuthor(m.moderation.sorts[report.sort] ?? report.sort, author ?? '–')}>
      <div className={styles.cardHead}>
        <p className={styles.strong}>{m.moderation.ofAuthor(m.moderation.sorts[report.sort] ?? report.sort, author ?? '–')}</p>
        <time className={styles.soft} dateTime={report.opened_at}>
          {format.brief(Date.parse(report.opened_at))}
        </time>
      </div>
      {marks.length > 0 && <p className={styles.marks}>{marks.join(' · ')}</p>}
      <ul role="list" className={styles.voices} aria-label={m.moderation.voices(report.voices.length)}>
        {report.voices.map((voice) => (
          <li key={voice.at}>
            <span className={styles.strong}>{reasonWords(voice.reason, m.moderation.reasons)}</span>
            {voice.words !== '' && <span> {voice.words}</span>}
          </li>
        ))}
      </ul>
      {report.appeal !== undefined && (
        <p>
          <span className={styles.strong}>{m.moderation.appealWas}:</span> {report.appeal}
        </p>
      )}
      {(report.content ?? []).map((sight) => (
        <Sight key={sight.id} sight={sight} />
      ))}
      {isOpen && report.sort !== 'member' && (report.content ?? []).length === 0 && <p className={styles.soft}>{m.moderation.unseen}</p>}
      {report.verdict && (
        <p>
          <span className={styles.strong}>{m.moderation.outcomeDone[report.verdict.outcome] ?? report.verdict.outcome}:</span> {report.verdict.reason}
        </p>
      )}
      {isOpen && handler !== undefined && <p className={styles.soft}>{report.handler === me ? m.moderation.handlingMe : m.moderation.handling(handler)}</p>}
      <div className={styles.buttons}>
        {may('claim') && (
          <Button look="primary" onPress={() => act(store.claimReport(report.id))}>
            {m.moderation.claim}
          </Button>
        )}
        {may('decide') && (
          <Button look="primary" onPress={() => setDeciding(true)}>
            {m.moderation.decide}
          </Button>
        )}
        {may('hide') && <Button onPress={() => act(store.hideReported(report.id))}>{m.moderation.hide}</Button>}
        {may('restore') && <Button onPress={() => act(store.restoreReported(report.id))}>{m.moderation.restore}</Button>}
      </div>
      {isDeciding && (
        <Suspense>
          <DecideDialog
            report={report}
            onClose={() => setDeciding(false)}
            onDone={() => {
              setDeciding(false)
              onChanged()
            }}
          />
        </Suspense>
      )}
    </li>
  )
}

export function reasonWords(reason: string, known: Record<string, string>): string {
  return known[reason] ?? reason
}

function Sight({ sight }: { sight: SightView }) {
  const { m, format } = useText()
  const members = useSelected((state) => state.members)
  const name = memberName(sight.author === undefined ? undefined : members.get(sight.author), m)
  return (
    <div className={classes(styles.sight, sight.reported && styles.reported)}>
      <p className={styles.soft}>
        {name} · {format.brief(Date.parse(sight.at))}
      </p>
      {sight.title && <p className={styles.strong}>{sight.title}</p>}
      <p className={styles.text}>{sight.deleted ? m.moderation.removed : excerpt(sight.text, (id) => memberName(members.get(id), m), SHOWN)}</p>
      <CarriedFiles channel={sight.channel} files={sight.files ?? []} />
    </div>
  )
}
