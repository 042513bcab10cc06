// The guided path of the demonstration: five steps that end with a number rising in the activity log. It looks at what the
// log tells of this person since the path began, so doing the thing itself is what goes on.
import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSelected, useStore } from '../../store'
import { useText } from '../../text'
import { IconButton } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { readLog, readReport } from './asking'
import { useRung } from './useRung'
import styles from './activity.module.css'

const HIDDEN = 'talkoo.guide.hidden'
const BEGAN = 'talkoo.guide'
const STEPS = 5

interface Began {
  readonly member: string
  readonly at: string
  /** Outcomes that stood then. */
  readonly outcomes: number
  readonly done: number
}

function kept(member: string): Began | undefined {
  const text = sessionStorage.getItem(BEGAN)
  const began = text === null ? undefined : (JSON.parse(text) as Began)
  return began?.member === member ? began : undefined
}

export function Guide() {
  const { m, format } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const rung = useRung()
  const [isHidden, setHidden] = useState(() => localStorage.getItem(HIDDEN) !== null)
  const [began, setBegan] = useState<Began>()
  const [now, setNow] = useState<number>()

  useEffect(() => {
    if (me === undefined || isHidden) return
    let isWanted = true
    const look = async () => {
      const report = await readReport(store, {})
      const former = kept(me)
      if (!report.ok || !isWanted) return
      const outcomes = report.value.outcomes.reduce((sum, row) => sum + row.recorded, 0)
      const first = former ?? { member: me, at: new Date().toISOString(), outcomes, done: 0 }
      const log = await readLog(store, { member: me, groups: 'talk,reactions,outcomes', from: first.at, limit: 50 })
      if (!log.ok || !isWanted) return
      const did = (verb: string) => log.value.rows.some((row) => row.verb === verb)
      const steps = [path.startsWith('/c/'), did('posted'), did('reacted'), did('outcome_recorded'), path.startsWith('/activity')]
      let { done } = first
      while (done < STEPS && steps[done] === true) done += 1
      const next = { ...first, done }
      sessionStorage.setItem(BEGAN, JSON.stringify(next))
      setBegan(next)
      setNow(outcomes)
    }
    void look()
    return () => {
      isWanted = false
    }
  }, [store, me, path, rung, isHidden])

  if (isHidden || began === undefined) return null
  const hide = () => {
    localStorage.setItem(HIDDEN, 'yes')
    setHidden(true)
  }
  return (
    <section className={classes(styles.guide, styles.screen)} aria-label={m.guide.title}>
      <strong>
        {m.guide.title} {m.guide.of(Math.min(began.done + 1, STEPS))}
      </strong>
      <span className={styles.dots} aria-hidden="true">
        {Array.from({ length: STEPS }, (_, step) => (
          <span key={step} className={classes(styles.dot, step < began.done && styles.dotDone)} />
        ))}
      </span>
      <span className={styles.grow} role="status">
        {began.done < STEPS ? m.guide.steps[began.done] : m.guide.done}{' '}
        {began.done >= STEPS - 1 && now !== undefined && <strong>{m.guide.rose(format.number(began.outcomes), format.number(now))}</strong>}
      </span>
      {began.done === STEPS - 1 && (
        <Link to="/activity" search={{ group: 'outcomes' }}>
          {m.guide.toLog}
        </Link>
      )}
      <IconButton icon="close" size="small" label={m.guide.hide} onPress={hide} />
    </section>
  )
}
