// What an uploaded list would do, line by line, those to mend first; then the one button, and what came of it.
import { useState } from 'react'
import { useStore, type ImportLine, type ImportView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { refusalWords } from '../people/refusals'
import admin from './administration.module.css'
import { keepAsFile, listOf } from './list-file'
import styles from './lists.module.css'
import { Scroll, Word } from './parts'

const SHOWN = 100

export function ImportPreview({ view, isGuessed, onRestart }: { view: ImportView; isGuessed: boolean; onRestart: () => void }) {
  const { m } = useText()
  const store = useStore()
  const [made, setMade] = useState<number>()
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const words = m.admin.import
  const make = async () => {
    setBusy(true)
    const outcome = await store.importMembers(view.id)
    setBusy(false)
    if (outcome.ok) setMade(view.fresh)
    else setRefused(refusalWords(outcome.refusal, m))
  }
  if (made !== undefined) return <Made view={view} made={made} onRestart={onRestart} />
  const read = view.columns.flatMap((column) => (column.field === undefined ? [] : [words.fields[column.field] ?? column.field]))
  const passed = view.columns.flatMap((column) => (column.field === undefined && column.title !== '' ? [column.title] : []))
  return (
    <div className={admin.part}>
      <div className={styles.head} role="status">
        {view.fresh > 0 && <Word look="good">{words.fresh(view.fresh)}</Word>}
        {view.existing > 0 && <Word>{words.existing(view.existing)}</Word>}
        {view.wrong > 0 && <Word look="alert">{words.wrong(view.wrong)}</Word>}
      </div>
      <p className={styles.facts}>
        {words.understood(words.delimiters[view.delimiter] ?? view.delimiter, read.join(', '))} {passed.length > 0 && words.passedOver(passed.join(', '))}
      </p>
      {isGuessed && <p className={styles.failed}>{words.decoded}</p>}
      {view.wrong > 0 && <p className={styles.failed}>{words.onlyWrong}</p>}
      {view.wrong === 0 && view.fresh === 0 && <p>{words.nothingToMake}</p>}
      {refused !== undefined && (
        <p role="alert" className={styles.failed}>
          {refused}
        </p>
      )}
      <div className={admin.row}>
        {view.wrong === 0 && view.fresh > 0 && (
          <Button look="primary" isDisabled={isBusy} onPress={() => void make()}>
            {words.make(view.fresh)}
          </Button>
        )}
        <Button onPress={onRestart}>{m.back}</Button>
      </div>
      <Lines lines={view.lines} />
    </div>
  )
}

function Lines({ lines }: { lines: readonly ImportLine[] }) {
  const { m } = useText()
  const [isWhole, setWhole] = useState(false)
  const words = m.admin.import
  // Those to mend come first, each half in the order of the file.
  const sorted = [...lines.filter((line) => line.what === 'wrong'), ...lines.filter((line) => line.what !== 'wrong')]
  const shown = isWhole ? sorted : sorted.slice(0, SHOWN)
  return (
    <>
      <Scroll label={m.admin.sections.import}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.number}>{words.line}</th>
              <th scope="col">{words.outcome}</th>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.email}</th>
              <th scope="col">{words.organisation}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.line} className={classes(line.what === 'wrong' && styles.wrongRow)}>
                <td className={styles.number}>{line.line}</td>
                <td>{line.what === 'wrong' ? (line.problems ?? []).map((problem) => words.problems[problem.code]?.(words.fields[problem.field] ?? '', problem.value) ?? problem.code).join('; ') : words.outcomes[line.what]}</td>
                <td>{line.name}</td>
                <td>{line.email}</td>
                <td>{line.organisation}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {shown.length < sorted.length && (
        <div>
          <Button onPress={() => setWhole(true)}>{m.admin.more}</Button>
        </div>
      )}
    </>
  )
}

function Made({ view, made, onRestart }: { view: ImportView; made: number; onRestart: () => void }) {
  const { m } = useText()
  const store = useStore()
  const [told, setTold] = useState<{ isGood: boolean; words: string }>()
  const words = m.admin.import
  const links = async () => {
    const outcome = await store.importLinks(view.id)
    if (!outcome.ok) return setTold({ isGood: false, words: refusalWords(outcome.refusal, m) })
    const rows = outcome.value.map((link) => [link.name, link.email, `${location.origin}/sign-in/link/${link.token}`])
    keepAsFile('talkoo-links.csv', listOf([[words.name, words.email, m.signIn.linkTitle], ...rows]))
    setTold({ isGood: true, words: words.linksMade(rows.length) })
  }
  return (
    <div className={`${admin.card} ${admin.part}`}>
      <p role="status" className={admin.done}>
        {words.made(made)} {view.existing > 0 && words.existing(view.existing)}
      </p>
      <p className={styles.facts}>{words.linksHint}</p>
      {told && (
        <p role={told.isGood ? 'status' : 'alert'} className={told.isGood ? styles.soft : styles.failed}>
          {told.words}
        </p>
      )}
      <div className={admin.row}>
        <Button onPress={() => void links()}>{words.links}</Button>
        <Button onPress={onRestart}>{words.another}</Button>
      </div>
    </div>
  )
}
