// Choosing an emoji: a field to search and a grid that arrow keys walk through.
import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useText } from '../../text'
import { Field } from '../../ui/Field'
import { allEmoji, searchEmoji } from '../../ui/markup/emoji'
import { Panel } from '../../ui/overlay/Panel'
import styles from './EmojiPicker.module.css'

interface Props {
  trigger: RefObject<Element | null>
  onChoose: (emoji: string) => void
  onClose: () => void
}

const COLUMNS = 8
const MOST_FOUND = 80
const OFTEN = new Set(['👍', '❤️', '😀', '🎉', '🙏', '✅', '👀', '💡'])

export function EmojiPicker({ trigger, onChoose, onClose }: Props) {
  const { m, locale } = useText()
  const [query, setQuery] = useState('')
  const grid = useRef<HTMLDivElement>(null)
  const found = useMemo(() => {
    if (query.trim() !== '') return searchEmoji(query, locale, MOST_FOUND)
    const all = allEmoji(locale)
    return [...all.filter((one) => OFTEN.has(one.emoji)), ...all.filter((one) => !OFTEN.has(one.emoji))]
  }, [query, locale])

  const walk = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: at < 0 ? 1 : COLUMNS, ArrowUp: -COLUMNS }[event.key]
    if (step === undefined || (at < 0 && event.key !== 'ArrowDown')) return
    event.preventDefault()
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus()
  }

  return (
    <Panel label={m.message.addReaction} trigger={trigger} onClose={onClose}>
      <div className={styles.picker} onKeyDown={walk}>
        <Field
          label={m.message.searchEmoji}
          hideLabel
          placeholder={m.message.searchEmoji}
          value={query}
          autoFocus
          type="search"
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0]
            if (event.key === 'Enter' && first && query !== '') onChoose(first.emoji)
          }}
        />
        <div ref={grid} className={styles.grid}>
          {found.map((one, index) => (
            <button
              key={one.emoji}
              type="button"
              className={styles.emoji}
              tabIndex={index === 0 ? 0 : -1}
              title={`:${one.name}:`}
              aria-label={`${one.emoji} ${one.name.replaceAll('_', ' ')}`}
              onClick={() => onChoose(one.emoji)}
            >
              {one.emoji}
            </button>
          ))}
        </div>
        {found.length === 0 && <p className={styles.none}>{m.switcher.none}</p>}
      </div>
    </Panel>
  )
}
