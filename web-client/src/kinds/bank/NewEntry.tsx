// Beginning an entry: what it is and what it is called. Nothing more is asked.
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import type { ChannelScene } from '../kind'
import styles from './bank.module.css'
import { SORTS, type Sort } from './entry'
import { useWords } from './text'

export function NewEntry({ scene, onClose }: { scene: ChannelScene; onClose: () => void }) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const [title, setTitle] = useState('')
  const [sort, setSort] = useState<Sort>('practice_model')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const begin = async () => {
    if (title.trim() === '' || isBusy) return
    setBusy(true)
    const outcome = await store.createItem(scene.row.channel.id, title.trim(), { body: { sort } })
    setBusy(false)
    if (!outcome.ok) return setError(m.refusals[outcome.refusal.code])
    sessionStorage.setItem('talkoo.bank.begun', outcome.value)
    scene.open(outcome.value)
  }
  return (
    <div className={styles.view}>
      <form
        className={styles.narrow}
        onSubmit={(event) => {
          event.preventDefault()
          void begin()
        }}
      >
        <h2>{words.begin}</h2>
        <p className={styles.soft}>{words.beginHint}</p>
        <Field label={words.title} error={error} value={title} maxLength={200} autoFocus onChange={(event) => setTitle(event.target.value)} />
        <Choices label={words.sort} name="sort" value={sort} onChange={(value) => setSort(SORTS.find((one) => one === value) ?? 'practice_model')} choices={SORTS.map((value) => ({ value, name: words.sorts[value], hint: words.sortHints[value] }))} />
        <div className={styles.tools}>
          <Button type="submit" look="primary" isDisabled={title.trim() === '' || isBusy}>
            {words.create}
          </Button>
          <Button look="quiet" onPress={onClose}>
            {m.cancel}
          </Button>
        </div>
      </form>
    </div>
  )
}
