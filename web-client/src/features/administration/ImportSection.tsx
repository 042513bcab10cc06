// Bringing people in by a list: a file or pasted lines, a preview of every line, then all accounts at once; links for
// those who cannot be sent one.
import { useState } from 'react'
import { useStore, type ImportView, type Refusal } from '../../store'
import { useText, type Messages } from '../../text'
import { Button } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import admin from './administration.module.css'
import { ImportPreview } from './ImportPreview'
import { readText } from './list-file'
import styles from './lists.module.css'

export function ImportSection() {
  const { m } = useText()
  const store = useStore()
  const [pasted, setPasted] = useState('')
  const [isGuessed, setGuessed] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [view, setView] = useState<ImportView>()
  const words = m.admin.import
  const preview = async (text: string) => {
    setBusy(true)
    setRefused(undefined)
    const outcome = await store.uploadImport(text)
    setBusy(false)
    if (outcome.ok) setView(outcome.value)
    else setRefused(whyNot(outcome.refusal, m))
  }
  const take = async (file: File) => {
    const { text, isGuessed: guessed } = await readText(file)
    setGuessed(guessed)
    await preview(text)
  }
  const restart = () => {
    setView(undefined)
    setPasted('')
    setGuessed(false)
  }
  if (view) return <ImportPreview view={view} isGuessed={isGuessed} onRestart={restart} />
  return (
    <>
      <p className={admin.note}>{words.note}</p>
      <div className={`${admin.card} ${admin.part}`}>
        <div>
          <label htmlFor="import-file" className={styles.label}>
            {words.file}
          </label>
          <input
            id="import-file"
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
            disabled={isBusy}
            onChange={(event) => {
              const file = event.target.files?.[0]
              // The same file may be chosen again after it has been mended.
              event.target.value = ''
              if (file) void take(file)
            }}
          />
        </div>
        <div>
          <label htmlFor="import-text" className={styles.label}>
            {words.paste}
          </label>
          <textarea id="import-text" className={`${styles.area} ${styles.code}`} spellCheck={false} placeholder={words.example} value={pasted} onChange={(event) => setPasted(event.target.value)} />
        </div>
        {refused !== undefined && (
          <p role="alert" className={styles.failed}>
            {refused}
          </p>
        )}
        <div className={admin.row}>
          <Button look="primary" isDisabled={isBusy || pasted.trim() === ''} onPress={() => void preview(pasted)}>
            {words.preview}
          </Button>
          {isBusy && <span role="status">{words.reading}</span>}
        </div>
      </div>
    </>
  )
}

/** The server says in few words why a file is no list of people; here is what to do about it. */
function whyNot(refusal: Refusal, m: Messages): string {
  const words = m.admin.import
  if (refusal.code === 'too_large') return words.tooLarge
  const [, what = '', about = ''] = /^text: (\w+) ?(\w*)$/.exec(refusal.message) ?? []
  const field = words.fields[about] ?? about
  if (what === 'empty') return words.unreadable.empty
  if (what === 'lacks') return words.unreadable.lacks(field)
  if (what === 'twice') return words.unreadable.twice(field)
  if (what === 'too_many') return words.unreadable.tooMany(about)
  return refusalWords(refusal, m)
}
