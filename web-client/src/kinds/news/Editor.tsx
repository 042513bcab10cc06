// Writing an article in parts. What is not saved yet is kept on this device; a save that would go over another's is
// Parts and cells have no names of their own, and are drawn anew when they move.
/* oxlint-disable react/no-array-index-key */
// refused by the server, and nothing is lost.
import { useEffect, useState } from 'react'
import { useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea, Tick } from '../../ui/Form'
import { articleOf, bodyOf, type Block } from './body'
import styles from './news.module.css'
import { newsWords } from './text'

interface Written {
  title: string
  lead: string
  contact: string
  isPublic: boolean
  blocks: readonly Block[]
}

/** What this device remembers of an editing, and of which text it began. */
interface Kept {
  base: number
  written: Written
}

const keptAs = (id: string) => `talkoo.news.${id}`

function kept(id: string): Kept | undefined {
  try {
    const text = localStorage.getItem(keptAs(id))
    const read = text === null ? undefined : (JSON.parse(text) as Partial<Kept>)
    return read?.written && typeof read.base === 'number' ? { base: read.base, written: read.written } : undefined
  } catch {
    return undefined
  }
}

export function Editor({ item, onSaved, onClose }: { item: ItemView; onSaved: () => void; onClose: () => void }) {
  const { m, locale } = useText()
  const words = newsWords[locale]
  const store = useStore()
  const article = articleOf(item)
  const [restored] = useState(() => kept(item.id))
  const [written, setWritten] = useState<Written>(
    () => restored?.written ?? { title: item.title, lead: item.text, contact: article.contact, isPublic: article.isPublic, blocks: article.blocks },
  )
  const [correction, setCorrection] = useState('')
  const [refused, setRefused] = useState('')
  // Of the text that this editing began on: a later one by somebody else is never written over.
  const [base] = useState(restored?.base ?? item.changed_seq)
  const set = (more: Partial<Written>) => setWritten((before) => ({ ...before, ...more }))
  const setBlock = (at: number, block: Block) => set({ blocks: written.blocks.map((one, index) => (index === at ? block : one)) })
  const move = (at: number, by: number) => {
    const blocks = [...written.blocks]
    const [one] = blocks.splice(at, 1)
    if (one) blocks.splice(at + by, 0, one)
    set({ blocks })
  }
  useEffect(() => localStorage.setItem(keptAs(item.id), JSON.stringify({ base, written })), [item.id, base, written])
  const leave = () => {
    localStorage.removeItem(keptAs(item.id))
    onClose()
  }
  const save = async () => {
    const body = bodyOf(article, written.blocks, written.isPublic, written.contact)
    const outcome = await store.changeItem(item.id, { do: 'write', title: written.title, text: written.lead, body, correction }, base)
    if (!outcome.ok) return setRefused(m.refusals[outcome.refusal.code])
    onSaved()
    leave()
  }
  const added: readonly [string, Block][] = [
    [words.text, { t: 'text', text: '' }],
    [words.heading, { t: 'heading', text: '' }],
    [words.quote, { t: 'quote', text: '', source: '' }],
  ]
  return (
    <form
      className={styles.page}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className={styles.column}>
        {restored && <p className={styles.note}>{words.draftKept}</p>}
        <Field label={words.title} value={written.title} maxLength={200} onChange={(event) => set({ title: event.target.value })} />
        <TextArea label={words.lead} value={written.lead} rows={3} onChange={(event) => set({ lead: event.target.value })} />
        {written.blocks.map((block, at) => (
          <div key={at} className={styles.block}>
            <Part block={block} onChange={(next) => setBlock(at, next)} />
            <div className={styles.buttons}>
              <Button size="small" look="quiet" isDisabled={at === 0} onPress={() => move(at, -1)}>
                {words.up}
              </Button>
              <Button size="small" look="quiet" isDisabled={at === written.blocks.length - 1} onPress={() => move(at, 1)}>
                {words.down}
              </Button>
              <Button size="small" look="quiet" onPress={() => set({ blocks: written.blocks.filter((_, index) => index !== at) })}>
                {words.remove}
              </Button>
            </div>
          </div>
        ))}
        <div className={styles.buttons}>
          {added.map(([name, block]) => (
            <Button key={name} size="small" icon="plus" onPress={() => set({ blocks: [...written.blocks, block] })}>
              {name}
            </Button>
          ))}
        </div>
        <Tick label={words.public} isOn={written.isPublic} onChange={(isPublic) => set({ isPublic })} />
        <Field label={words.contact} hint={words.contactHint} value={written.contact} maxLength={500} onChange={(event) => set({ contact: event.target.value })} />
        {!item.desk && <Field label={words.correction} hint={words.correctionHint} value={correction} maxLength={500} onChange={(event) => setCorrection(event.target.value)} />}
        {refused !== '' && <p role="alert">{refused}</p>}
        <div className={styles.buttons}>
          <Button type="submit" look="primary" isDisabled={written.title.trim() === '' || (!item.desk && correction.trim() === '')}>
            {words.save}
          </Button>
          <Button look="quiet" onPress={leave}>
            {words.cancel}
          </Button>
        </div>
      </div>
    </form>
  )
}

function Part({ block, onChange }: { block: Block; onChange: (block: Block) => void }) {
  const { locale } = useText()
  const words = newsWords[locale]
  if (block.t === 'heading') return <Field label={words.heading} value={block.text} onChange={(event) => onChange({ ...block, text: event.target.value })} />
  if (block.t === 'text') return <TextArea label={words.text} rows={6} value={block.text} onChange={(event) => onChange({ ...block, text: event.target.value })} />
  if (block.t === 'quote')
    return (
      <>
        <TextArea label={words.quote} rows={3} value={block.text} onChange={(event) => onChange({ ...block, text: event.target.value })} />
        <Field label={words.source} value={block.source} onChange={(event) => onChange({ ...block, source: event.target.value })} />
      </>
    )
  return <p className={styles.soft}>{block.t === 'table' ? words.table : words.kept}</p>
}
