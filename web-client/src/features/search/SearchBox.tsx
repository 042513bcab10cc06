// The search box: while a filter is typed it says which there are and what may stand after the colon, of what one may
// see. A list under the field, by arrows, Tab and Enter; without a choice Enter searches.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { findingWords } from '../../text/finding'
import { classes } from '../../ui/classes'
import { readValues } from './asking'
import { completed, pieceAt, type Piece } from './completing'
import styles from './searchbox.module.css'

const QUIET_MS = 120

interface Choice {
  readonly value: string
  readonly hint: string | undefined
  readonly isValue: boolean
}

export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { m, locale } = useText()
  const w = findingWords(locale)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const [piece, setPiece] = useState<Piece>()
  const [chosen, setChosen] = useState(-1)
  const choices = useChoices(piece)
  const isOpen = choices.length > 0
  useEffect(() => field.current?.focus(), [])

  const look = () => {
    const input = field.current
    setPiece(input ? pieceAt(input.value, input.selectionStart ?? input.value.length) : undefined)
    setChosen(-1)
  }
  const choose = (choice: Choice | undefined) => {
    const input = field.current
    if (!choice || !piece || !input) return
    const next = completed(value, piece, choice.value, choice.isValue)
    onChange(next.text)
    // The caret can only stand there when the text does.
    requestAnimationFrame(() => {
      input.focus()
      input.setSelectionRange(next.caret, next.caret)
      look()
    })
  }
  const pressed = (event: KeyboardEvent) => {
    if (!isOpen || event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      // Before the first stands what was typed.
      setChosen((chosen + 1 + step + choices.length + 1) % (choices.length + 1) - 1)
    } else if (event.key === 'Escape') setPiece(undefined)
    else if (event.key === 'Enter' && chosen >= 0) choose(choices[chosen])
    else if (event.key === 'Tab' && !event.shiftKey && chosen >= 0) choose(choices[chosen])
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.box}>
      <label htmlFor={id} className={styles.label}>
        {m.search.label}
      </label>
      <input
        ref={field}
        id={id}
        className={styles.field}
        type="search"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
        aria-describedby={isOpen ? `${id}-keys` : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          look()
        }}
        onClick={look}
        onKeyDown={pressed}
        onBlur={() => setPiece(undefined)}
      />
      <div id={`${id}-list`} role="listbox" aria-label={w.box.values} className={styles.list} hidden={!isOpen}>
        {choices.map((choice, index) => (
          <div
            key={`${choice.value}${choice.hint ?? ''}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={classes(styles.choice, index === chosen && styles.chosen)}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
          >
            <span className={styles.value}>{choice.isValue ? choice.value : `${choice.value}:`}</span>
            {choice.hint !== undefined && <span className={styles.says}>{choice.hint}</span>}
          </div>
        ))}
        {isOpen && (
          <p id={`${id}-keys`} role="presentation" className={styles.keys}>
            {w.box.keys}
          </p>
        )}
      </div>
    </div>
  )
}

/** Filters that begin so, or values of the one before the colon. */
function useChoices(piece: Piece | undefined): readonly Choice[] {
  const { locale } = useText()
  const w = findingWords(locale)
  const store = useStore()
  const [values, setValues] = useState<{ of: string; choices: readonly Choice[] }>({ of: '', choices: [] })
  const { name, value } = piece ?? { name: '', value: undefined }
  const question = value === undefined ? '' : `${name}:${value}`
  useEffect(() => {
    if (value === undefined) return
    let isWanted = true
    const soon = setTimeout(() => {
      void readValues(store, name, value).then((outcome) => {
        if (!isWanted || !outcome.ok) return
        const choices = outcome.value.values.map((one) => ({ value: one.value, hint: one.hint, isValue: true }))
        setValues({ of: name, choices })
      })
    }, QUIET_MS)
    return () => {
      isWanted = false
      clearTimeout(soon)
    }
  }, [store, question, name, value])
  if (!piece) return []
  if (value !== undefined) return values.of === name ? values.choices : []
  if (name === '') return []
  return w.box.filters.filter((one) => one.name.startsWith(name)).map((one) => ({ value: one.name, hint: one.says, isValue: false }))
}
