// What the parts of the administration share: waiting and failing, a word about a state, a line of facts, a page's end.
import type { ReactNode } from 'react'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { refusalWords } from '../people/refusals'
import styles from './lists.module.css'
import type { Asked } from './useAnswer'

/** Draws an answer when it is there; before that, that it is on its way or why it is not. */
export function Answered<T>({ asked, children }: { asked: Asked<T>; children: (value: T) => ReactNode }) {
  const { m } = useText()
  const { value, refusal, again } = asked
  return (
    <>
      {refusal && (
        <p role="alert" className={styles.failed}>
          {m.admin.failed} {refusalWords(refusal, m)}{' '}
          <Button size="small" onPress={again}>
            {m.retry}
          </Button>
        </p>
      )}
      {value === undefined ? !refusal && <p className={styles.soft}>{m.loading}</p> : children(value)}
    </>
  )
}

/** A state in a word: by shape as well as by colour. */
export function Word({ look = 'plain', children }: { look?: 'plain' | 'good' | 'warning' | 'alert'; children: ReactNode }) {
  return <span className={classes(styles.word, styles[look])}>{children}</span>
}

/** Facts in one line; those that are not there leave no gap. */
export function Facts({ of }: { of: readonly (string | false | undefined)[] }) {
  return <p className={styles.facts}>{of.filter(Boolean).join(' · ')}</p>
}

/** How many were found, said aloud when it changes, and the way to more of them. */
export function PageEnd({ total, hasMore, isBusy, onMore }: { total: number; hasMore: boolean; isBusy: boolean; onMore: () => void }) {
  const { m } = useText()
  return (
    <div className={styles.end}>
      <p role="status" className={styles.soft}>
        {total === 0 ? m.admin.nothing : m.admin.total(total)}
      </p>
      {hasMore && (
        <Button isDisabled={isBusy} onPress={onMore}>
          {m.admin.more}
        </Button>
      )}
    </div>
  )
}

/** A table that is wider than the screen scrolls in itself, by the keyboard, too. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
