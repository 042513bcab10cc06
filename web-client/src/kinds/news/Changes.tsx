// What was changed when and by whom, word by word.
// Runs of words have no names of their own.
/* oxlint-disable react/no-array-index-key */
import { useEffect, useState } from 'react'
import { useStore, type ChangesBody, type ChangeView, type ItemView } from '../../store'
import { localeNames, useText } from '../../text'
import styles from './news.module.css'
import { useWords } from './text'
import { useName } from './useHold'

/** All of them, or those since the form of this number; what has no such form any more is shown whole. */
export function Changes({ item, since }: { item: ItemView; since?: number | undefined }) {
  const words = useWords()
  const store = useStore()
  const [changes, setChanges] = useState<readonly ChangeView[]>()
  useEffect(() => {
    let isWanted = true
    void store.ask<ChangesBody>(`/items/${item.id}/changes`).then((outcome) => isWanted && outcome.ok && setChanges(outcome.value.changes))
    return () => {
      isWanted = false
    }
  }, [store, item.id, item.changed_seq])
  const last = changes?.findIndex((change) => change.former_seq === since) ?? -1
  const shown = last < 0 ? changes : changes?.slice(0, last + 1)
  return (
    <section className={styles.article} aria-label={words.changes}>
      <h2>{words.changes}</h2>
      {shown?.length === 0 && <p className={styles.soft}>{words.noChanges}</p>}
      {shown?.map((change) => <One key={change.at} change={change} />)}
    </section>
  )
}

function One({ change }: { change: ChangeView }) {
  const words = useWords()
  const { format } = useText()
  const name = useName(change.by)
  return (
    <section className={styles.block}>
      <h3>
        {format.brief(Date.parse(change.at))} · {name} · {words.states[change.state] ?? change.state}
      </h3>
      {change.passages.map((passage) => (
        <div key={passage.name}>
          <strong>{named(passage.name, words.passages)}</strong>
          <p className={styles.runs}>
            {passage.runs.map((run, at) => {
              if (run.how === 'gone') return <del key={at}>{run.text}</del>
              if (run.how === 'new') return <ins key={at}>{run.text}</ins>
              return <span key={at}>{run.text}</span>
            })}
          </p>
        </div>
      ))}
    </section>
  )
}

function named(name: string, passages: Record<string, string>): string {
  const [first, second] = name.split('.')
  if (second === undefined) return passages[name] ?? name
  return `${passages[second] ?? second} (${localeNames[first as keyof typeof localeNames] ?? first})`
}
