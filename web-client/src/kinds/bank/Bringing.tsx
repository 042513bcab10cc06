// Bringing models in from elsewhere: files or an archive, a preview of every line, then drafts of what is new.
import { useState } from 'react'
import { useStore, type Act, type BringView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import type { ChannelScene } from '../kind'
import styles from './bank.module.css'
import { useWords } from './text'
import { unzip, type TextFile } from './unzip'

const TAKEN = /\.(csv|tsv|txt|md|markdown|json)$/i

export function Bringing({ scene, onClose }: { scene: ChannelScene; onClose: () => void }) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const [view, setView] = useState<BringView>()
  const [made, setMade] = useState<number>()
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const read = async (chosen: readonly File[]) => {
    setBusy(true)
    setRefused(undefined)
    try {
      const files = (await Promise.all(chosen.map(texts))).flat()
      const outcome = await store.uploadBringing(scene.row.channel.id, files)
      if (outcome.ok) setView(outcome.value)
      else setRefused(m.refusals[outcome.refusal.code])
    } catch {
      setRefused(words.bring.unreadable)
    }
    setBusy(false)
  }
  const bring = async () => {
    if (!view) return
    setBusy(true)
    const outcome = await store.act({ t: 'bring_items', import: view.id } as Act)
    setBusy(false)
    if (outcome.ok) setMade(view.fresh)
    else setRefused(m.refusals[outcome.refusal.code])
  }
  const isCoded = view?.lines.some((line) => line.problems?.some((problem) => problem.code === 'personal_code')) === true
  return (
    <div className={styles.view}>
      <div className={styles.narrow}>
        <h2>{words.bring.title}</h2>
        {refused !== undefined && (
          <p role="alert" className={styles.failed}>
            {refused}
          </p>
        )}
        {made !== undefined ? (
          <>
            <p role="status">{words.bring.made(made)}</p>
            <div>
              <Button look="primary" onPress={onClose}>
                {words.drafts}
              </Button>
            </div>
          </>
        ) : view ? (
          <>
            <p role="status">{words.bring.counts(view.fresh, view.known, view.wrong)}</p>
            {isCoded && <p className={styles.failed}>{words.bring.coded}</p>}
            <div className={styles.tools}>
              {view.fresh > 0 && !isCoded && (
                <Button look="primary" isDisabled={isBusy} onPress={() => void bring()}>
                  {words.bring.make(view.fresh)}
                </Button>
              )}
              <Button onPress={() => setView(undefined)}>{m.back}</Button>
            </div>
            <Lines view={view} />
          </>
        ) : (
          <>
            <p>{words.bring.hint}</p>
            <p className={styles.soft}>{words.bring.forms}</p>
            <label className={styles.file}>
              <span>{words.bring.files}</span>
              <input
                type="file"
                multiple
                accept=".csv,.tsv,.txt,.md,.markdown,.json,.zip"
                disabled={isBusy}
                onChange={(event) => {
                  const chosen = [...(event.target.files ?? [])]
                  // The same file may be chosen again after it has been mended.
                  event.target.value = ''
                  if (chosen.length > 0) void read(chosen)
                }}
              />
            </label>
            <div>
              <Button look="quiet" onPress={onClose}>
                {m.cancel}
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}

function Lines({ view }: { view: BringView }) {
  const words = useWords()
  // Those to mend come first, each half in the order of the files.
  const lines = [...view.lines.filter((line) => line.what === 'wrong'), ...view.lines.filter((line) => line.what !== 'wrong')]
  return (
    <div className={styles.scroll} role="region" tabIndex={0} aria-label={words.bring.preview}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.bring.line}</th>
            <th scope="col">{words.title}</th>
            <th scope="col">{words.bring.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.file} ${line.line}`}>
              <td>
                {line.file}: {line.line}
              </td>
              <td>{line.title}</td>
              <td>{line.what === 'wrong' ? (line.problems ?? []).map((problem) => `${words.bring.problems[problem.code] ?? problem.code}${problem.field === '' ? '' : ` (${fieldName(problem.field, words)})`}`).join('; ') : words.bring.outcomes[line.what]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function fieldName(field: string, words: ReturnType<typeof useWords>): string {
  if (field === 'title') return words.title
  return (words.fields as Record<string, string>)[field] ?? field
}

async function texts(file: File): Promise<TextFile[]> {
  if (/\.zip$/i.test(file.name)) return unzip(await file.arrayBuffer(), (name) => TAKEN.test(name) && !name.startsWith('__MACOSX/'))
  const bytes = await file.arrayBuffer()
  // Office programs of old write the Windows character set.
  const text = await (async () => new TextDecoder('utf-8', { fatal: true }).decode(bytes))().catch(() => new TextDecoder('windows-1252').decode(bytes))
  return [{ name: file.name, text }]
}
