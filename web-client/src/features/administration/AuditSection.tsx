// The audit log for reading: who did what to whom, the newest first, and whether its chain holds.
import { useCallback, useState } from 'react'
import { useStore, type AuditLineView, type AuditPage, type AuditQuery, type ChainView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import admin from './administration.module.css'
import styles from './lists.module.css'
import { Answered, Scroll, Word } from './parts'
import { useAnswer } from './useAnswer'

/** Acts whose author the log keeps to itself: whoever reads it may be the one they are guarded against. */
const guarded = new Set(['report_made', 'member_blocked', 'member_unblocked'])
/** What the service does by itself. */
const ownActs = new Set(['talk_expired', 'glass_expired'])

function nobody(action: string): 'withheld' | 'service' | 'forgotten' {
  if (guarded.has(action)) return 'withheld'
  return ownActs.has(action) ? 'service' : 'forgotten'
}

interface Only {
  readonly field: 'actor' | 'object'
  readonly id: string
  readonly name: string
}

export function AuditSection() {
  const { m } = useText()
  const store = useStore()
  const [action, setAction] = useState('')
  const [only, setOnly] = useState<Only>()
  const [further, setFurther] = useState<{ of?: AuditPage; pages: readonly AuditPage[] }>({ pages: [] })
  const query = useCallback(
    (before?: string): Partial<AuditQuery> => ({ action, limit: 50, ...(only && { [only.field]: only.id }), ...(before !== undefined && { before }) }),
    [action, only],
  )
  const asked = useAnswer(useCallback(() => store.auditLines(query()), [store, query]))
  const pages = asked.value ? [asked.value, ...(further.of === asked.value ? further.pages : [])] : []
  const lines = pages.flatMap((page) => page.lines)
  const more = () => {
    const of = asked.value
    if (!of) return
    void store.auditLines(query(lines.at(-1)?.id)).then((outcome) => outcome.ok && setFurther({ of, pages: [...pages.slice(1), outcome.value] }))
  }
  const words = m.admin.audit
  return (
    <>
      <p className={admin.note}>{words.note}</p>
      <Answered asked={asked}>
        {(page) => (
          <>
            <Chain chain={page.chain} />
            <div className={styles.filters}>
              <Select label={words.action} value={action} onChange={setAction} choices={[{ value: '', name: m.admin.any }, ...page.actions.map((value) => ({ value, name: words.actions[value] ?? value }))]} />
              {only && (
                <div className={styles.head}>
                  <Word>{only.field === 'actor' ? words.byActor(only.name) : words.byObject(only.name)}</Word>
                  <Button size="small" onPress={() => setOnly(undefined)}>
                    {words.clear}
                  </Button>
                </div>
              )}
            </div>
            <Lines lines={lines} onOnly={setOnly} />
            {pages.at(-1)?.has_more === true && (
              <div>
                <Button onPress={more}>{m.admin.more}</Button>
              </div>
            )}
          </>
        )}
      </Answered>
    </>
  )
}

function Chain({ chain }: { chain: ChainView }) {
  const { m, format } = useText()
  const store = useStore()
  const [walked, setWalked] = useState<ChainView | 'walking'>()
  const words = m.admin.audit
  const walk = async () => {
    setWalked('walking')
    const outcome = await store.auditChain()
    setWalked(outcome.ok ? outcome.value : undefined)
  }
  return (
    <div className={styles.head}>
      <p>{words.chain(format.number(chain.sealed), format.number(chain.waiting))}</p>
      <Button size="small" isDisabled={walked === 'walking'} onPress={() => void walk()}>
        {words.check}
      </Button>
      <span role="status">
        {walked === 'walking' && words.checking}
        {typeof walked === 'object' && walked.whole === true && <Word look="good">{words.whole(format.number(walked.sealed))}</Word>}
        {typeof walked === 'object' && walked.whole === false && <Word look="alert">{words.broken(format.number(walked.broken_at ?? 0))}</Word>}
      </span>
    </div>
  )
}

function Lines({ lines, onOnly }: { lines: readonly AuditLineView[]; onOnly: (only: Only) => void }) {
  const { m, format } = useText()
  const words = m.admin.audit
  if (lines.length === 0) return <p className={styles.soft}>{m.admin.nothing}</p>
  const narrowed = (field: Only['field'], id: string | undefined, name: string | undefined) =>
    id !== undefined && name !== undefined ? (
      <button type="button" className={styles.plainButton} aria-label={words.only(name)} onClick={() => onOnly({ field, id, name })}>
        {name}
      </button>
    ) : (
      name
    )
  return (
    <Scroll label={m.admin.sections.audit}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.action}</th>
            <th scope="col">{words.object}</th>
            <th scope="col">{words.reason}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                <time dateTime={line.at} title={format.full(Date.parse(line.at))}>
                  {format.brief(Date.parse(line.at))}
                </time>
              </td>
              <td>{narrowed('actor', line.actor, line.actor_name) ?? words[nobody(line.action)]}</td>
              <td>{words.actions[line.action] ?? <span className={styles.code}>{line.action}</span>}</td>
              <td>{narrowed('object', line.object, line.object_name ?? line.object?.slice(-12))}</td>
              <td>{line.outcome === 'done' ? line.reason : `${line.outcome} ${line.reason}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
