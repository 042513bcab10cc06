// The small marks of an entry: what it is, how strong the evidence is, in which direction it works, whether it is old.
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import styles from './bank.module.css'
import { hasDissent, shownLevel, type Effect, type Entry } from './entry'
import marks from './marks.module.css'
import { useWords } from './text'

/** Five cells and the number, so that neither colour nor shape alone tells it. */
export function Level({ level }: { level: number }) {
  const words = useWords()
  return (
    <span className={marks.level} title={words.levelHints[level]}>
      <span className={marks.cells} aria-hidden="true">
        {[0, 1, 2, 3, 4].map((cell) => (
          <span key={cell} className={classes(marks.cell, cell <= level && marks.full)} />
        ))}
      </span>
      <span>
        <span className="sr-only">{words.level}: </span>
        {level} · {words.levels[level]}
      </span>
    </span>
  )
}

const signs: Record<Effect, string> = { positive: '+', none: '0', mixed: '±', harmful: '−' }

export function EffectMark({ effect }: { effect: Effect }) {
  const words = useWords()
  return (
    <span className={classes(marks.mark, marks[effect])}>
      <span aria-hidden="true" className={marks.sign}>
        {signs[effect]}
      </span>
      <span className="sr-only">{words.effect}: </span>
      {words.effects[effect]}
    </span>
  )
}

export function Marks({ entry, state }: { entry: Entry; state: string }) {
  const words = useWords()
  return (
    <div className={styles.marks}>
      <span className={styles.sort}>{words.sorts[entry.sort]}</span>
      {state === 'draft' && <span className={styles.note}>{words.draft}</span>}
      {state === 'archived' && <span className={styles.note}>{words.archived}</span>}
      {entry.sort !== 'success_story' && entry.sort !== 'reference' && <Level level={shownLevel(entry).level} />}
      {entry.effect && <EffectMark effect={entry.effect} />}
      {hasDissent(entry) && (
        <span className={styles.warn}>
          <Icon name="info" size={16} /> {words.dissent}
        </span>
      )}
      {entry.isStale && (
        <span className={styles.warn}>
          <Icon name="clock" size={16} /> {words.stale}
        </span>
      )}
    </div>
  )
}
