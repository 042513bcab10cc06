// The parts of an article, one under the other: each is written, moved and taken away by keyboard alike.
// Parts and cells have no names of their own, and are drawn anew when they move.
/* oxlint-disable react/no-array-index-key */
import { useStore } from '../../store'
import { Button, IconButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea } from '../../ui/Form'
import { Attach } from './Attach'
import type { Block } from './body'
import styles from './news.module.css'
import { Picker } from './Picker'
import { Figure, Reference } from './Shown'
import { useWords } from './text'

const PICTURES = 'image/png,image/jpeg,image/webp,image/gif'
const MOST_COLUMNS = 8

interface Props {
  channel: string
  blocks: readonly Block[]
  onChange: (blocks: readonly Block[]) => void
}

export function Blocks({ channel, blocks, onChange }: Props) {
  const words = useWords()
  const store = useStore()
  const add = (block: Block) => onChange([...blocks, block])
  const move = (at: number, by: number) => {
    const moved = [...blocks]
    const [one] = moved.splice(at, 1)
    if (one) moved.splice(at + by, 0, one)
    onChange(moved)
  }
  const findItems = async (query: string) => {
    const found = await store.search(query, 0)
    return found.ok ? found.value.hits.filter((hit) => hit.message === undefined).map((hit) => ({ id: hit.item, name: hit.item_title, about: hit.channel_name })) : []
  }
  return (
    <>
      {blocks.map((block, at) => (
        <section key={at} className={styles.block} aria-label={words.partOf(at + 1, words.blocks[block.t])}>
          <Part channel={channel} block={block} onChange={(next) => onChange(blocks.map((one, index) => (index === at ? next : one)))} />
          <div className={styles.buttons}>
            <Button size="small" look="quiet" isDisabled={at === 0} onPress={() => move(at, -1)}>
              {words.up}
            </Button>
            <Button size="small" look="quiet" isDisabled={at === blocks.length - 1} onPress={() => move(at, 1)}>
              {words.down}
            </Button>
            <Button size="small" look="quiet" onPress={() => onChange(blocks.filter((_, index) => index !== at))}>
              {words.remove}
            </Button>
          </div>
        </section>
      ))}
      <div className={styles.buttons} role="group" aria-label={words.add}>
        <Button size="small" icon="plus" onPress={() => add({ t: 'text', text: '' })}>
          {words.blocks.text}
        </Button>
        <Button size="small" icon="plus" onPress={() => add({ t: 'heading', text: '' })}>
          {words.blocks.heading}
        </Button>
        <Button size="small" icon="plus" onPress={() => add({ t: 'quote', text: '', source: '' })}>
          {words.blocks.quote}
        </Button>
        <Button size="small" icon="plus" onPress={() => add({ t: 'table', rows: [['', ''], ['', '']] })}>
          {words.blocks.table}
        </Button>
        <Attach label={words.blocks.image} accept={PICTURES} onFile={(file) => add({ t: 'image', file, alt: '', caption: '' })} />
        <Attach label={words.blocks.file} onFile={(file, name) => add({ t: 'file', file, name })} />
      </div>
      <Picker label={words.addItem} hint={words.addItemHint} look={findItems} onPick={({ id }) => add({ t: 'item', item: id })} />
    </>
  )
}

function Part({ channel, block, onChange }: { channel: string; block: Block; onChange: (block: Block) => void }) {
  const words = useWords()
  switch (block.t) {
    case 'heading':
      return <Field label={words.blocks.heading} value={block.text} onChange={(event) => onChange({ ...block, text: event.target.value })} />
    case 'text':
      return <TextArea label={words.blocks.text} rows={6} value={block.text} onChange={(event) => onChange({ ...block, text: event.target.value })} />
    case 'quote':
      return (
        <>
          <TextArea label={words.blocks.quote} rows={3} value={block.text} onChange={(event) => onChange({ ...block, text: event.target.value })} />
          <Field label={words.source} value={block.source} onChange={(event) => onChange({ ...block, source: event.target.value })} />
        </>
      )
    case 'image':
      return (
        <>
          <Figure channel={channel} picture={block} />
          <Field label={words.alt} hint={words.altHint} value={block.alt} maxLength={500} onChange={(event) => onChange({ ...block, alt: event.target.value })} />
          <Field label={words.caption} value={block.caption} maxLength={500} onChange={(event) => onChange({ ...block, caption: event.target.value })} />
        </>
      )
    case 'file':
      return <Field label={words.fileName} value={block.name} maxLength={200} onChange={(event) => onChange({ ...block, name: event.target.value })} />
    case 'item':
      return (
        <div>
          {words.blocks.item}: <Reference item={block.item} />
        </div>
      )
    case 'table':
      return <Table rows={block.rows} onChange={(rows) => onChange({ ...block, rows })} />
  }
}

/** The first row is the head. */
function Table({ rows, onChange }: { rows: readonly (readonly string[])[]; onChange: (rows: string[][]) => void }) {
  const words = useWords()
  const width = Math.max(1, ...rows.map((row) => row.length))
  const full = rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''))
  return (
    <>
      <div className={styles.wide}>
        <table className={styles.cells}>
          <tbody>
            {full.map((row, line) => (
              <tr key={line}>
                {row.map((cell, at) => (
                  <td key={at}>
                    <input
                      aria-label={words.cell(line + 1, at + 1)}
                      value={cell}
                      onChange={(event) => onChange(full.map((one, y) => one.map((old, x) => (y === line && x === at ? event.target.value : old))))}
                    />
                  </td>
                ))}
                <td>
                  <IconButton icon="trash" label={words.removeRow(line + 1)} onPress={() => onChange(full.filter((_, y) => y !== line))} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.buttons}>
        <Button size="small" icon="plus" onPress={() => onChange([...full, Array.from({ length: width }, () => '')])}>
          {words.addRow}
        </Button>
        <Button size="small" icon="plus" isDisabled={width >= MOST_COLUMNS} onPress={() => onChange(full.map((row) => [...row, '']))}>
          {words.addColumn}
        </Button>
        <Button size="small" look="quiet" isDisabled={width === 1} onPress={() => onChange(full.map((row) => row.slice(0, -1)))}>
          {words.removeColumn}
        </Button>
      </div>
    </>
  )
}
