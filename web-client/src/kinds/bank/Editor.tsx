// Writing an entry: sections that fold, or one question at a time. What is written is kept on the device with each stroke and
// saved by itself while it is a draft; what is published is saved when its author says so.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { hasPersonalCode, useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import styles from './bank.module.css'
import { changes, entryOf, missing, type Written } from './entry'
import { forget, keep, kept } from './kept'
import { Question, questionsOf, type QuestionName } from './Question'
import { useWords } from './text'

interface Props {
  item: ItemView
  onSaved: () => void
  onClose: () => void
}

const REST_MS = 1_200
const WIDE = '(min-width: 48rem)'

export function Editor({ item, onSaved, onClose }: Props) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const before = useMemo(() => ({ title: item.title, entry: entryOf(item) }), [item])
  const [title, setTitle] = useState(() => kept(item.id)?.title ?? item.title)
  const [written, setWritten] = useState<Written>(() => ({ ...entryOf(item), ...kept(item.id)?.written }))
  const [status, setStatus] = useState<'' | 'saving' | 'saved' | 'here'>('')
  const [error, setError] = useState<string>()
  const [isOneByOne, setOneByOne] = useState(() => !matchMedia(WIDE).matches)
  const [at, setAt] = useState(0)
  const saving = useRef(false)
  const groups = useMemo(() => questionsOf(written.sort), [written.sort])
  const questions = groups.flatMap((group) => group.names)
  const gaps = missing(written)
  const said = changes(before.entry, written)
  const isChanged = Object.keys(said).length > 0 || title !== before.title

  const set = (some: Partial<Written>) => {
    setWritten((now) => {
      const next = { ...now, ...some }
      keep(item.id, title, next)
      return next
    })
    setStatus('here')
  }
  const setName = (next: string) => {
    setTitle(next)
    keep(item.id, next, written)
    setStatus('here')
  }

  const save = useCallback(async (): Promise<boolean> => {
    if (!isChanged) return true
    if (saving.current || title.trim() === '') return false
    if (Object.values(written.fields).some((text) => hasPersonalCode(text ?? '')) || hasPersonalCode(title)) {
      setError(m.moderation.personalCode)
      return false
    }
    saving.current = true
    setStatus('saving')
    const outcome = await store.changeItem(item.id, { do: 'write', ...said, ...(title !== before.title && { title }) })
    saving.current = false
    if (!outcome.ok) {
      setStatus('here')
      setError(outcome.refusal.code === 'conflict' ? words.conflictSave : `${m.refusals[outcome.refusal.code]} (${outcome.refusal.message})`)
      return false
    }
    setError(undefined)
    setStatus('saved')
    forget(item.id)
    onSaved()
    return true
  }, [isChanged, said, title, written, before, item.id, m, words, store, onSaved])

  // A draft saves itself when the writer rests.
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    if (!item.desk || !isChanged) return
    const timer = setTimeout(() => void latest.current(), REST_MS)
    return () => clearTimeout(timer)
  }, [item.desk, isChanged, written, title])

  const close = async () => {
    if (await save()) onClose()
  }
  const statusWords = status === 'saving' ? words.saving : status === 'saved' && !isChanged ? words.saved : isChanged ? words.savedHere : ''
  const question = (name: QuestionName) => <Question key={name} name={name} title={title} onTitle={setName} written={written} onChange={set} isPublished={item.desk !== true} gaps={gaps} />
  const now = questions[Math.min(at, questions.length - 1)]

  return (
    <div className={styles.entry}>
      <header className={styles.top}>
        <div className={styles.titleLine}>
          <h2 className={styles.title}>{title || m.plain.untitled}</h2>
          <div className={styles.tools}>
            <span className={styles.soft} role="status">
              {statusWords}
            </span>
            <Button size="small" look="quiet" onPress={() => setOneByOne(!isOneByOne)}>
              {isOneByOne ? words.allAtOnce : words.oneByOne}
            </Button>
            <Button look="primary" onPress={() => void close()}>
              {words.done}
            </Button>
          </div>
        </div>
        {error !== undefined && (
          <p role="alert" className={styles.failed}>
            {error}{' '}
            <button
              type="button"
              className={styles.link}
              onClick={() => {
                forget(item.id)
                onClose()
              }}
            >
              {words.takeTheirs}
            </button>
          </p>
        )}
      </header>
      <div className={styles.view}>
        <div className={styles.narrow}>
          {isOneByOne && now !== undefined ? (
            <>
              <p className={styles.soft}>{words.question(Math.min(at, questions.length - 1) + 1, questions.length)}</p>
              <progress className={styles.progress} max={questions.length} value={at + 1} aria-label={words.question(at + 1, questions.length)} />
              {question(now)}
              <div className={styles.tools}>
                <Button isDisabled={at === 0} onPress={() => setAt(at - 1)}>
                  {words.previous}
                </Button>
                {at < questions.length - 1 ? (
                  <Button look="primary" onPress={() => setAt(at + 1)}>
                    {words.next}
                  </Button>
                ) : (
                  <Button look="primary" onPress={() => void close()}>
                    {words.done}
                  </Button>
                )}
              </div>
            </>
          ) : (
            groups.map((group) => (
              <details key={group.group} open={group.group === 'gist'} className={styles.group}>
                <summary>
                  <span>{words.groups[group.group]}</span>
                  <Icon name="down" size={18} />
                </summary>
                <div className={styles.form}>{group.names.map(question)}</div>
              </details>
            ))
          )}
        </div>
      </div>
    </div>
  )
}
