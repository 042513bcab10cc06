// Chooses one of many by name: a field that filters, a list that the arrow keys walk. What is chosen is shown with
// a way to change it.
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { useText } from '../../text'
import { classes } from '../../ui/classes'
import { Icon, type IconName } from '../../ui/Icon'
import { best } from '../switcher/match'
import styles from './moving.module.css'

export interface Option {
  readonly id: string
  readonly name: string
  readonly hint?: string
  readonly icon?: IconName
}

interface Props {
  label: string
  options: readonly Option[]
  chosen: string | undefined
  onChoose: (id: string | undefined) => void
}

const MOST = 6

export function Finder({ label, options, chosen, onChoose }: Props) {
  const { m } = useText()
  const id = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const [isChanging, setChanging] = useState(false)
  const found = useMemo(() => best(options, (option) => `${option.name} ${option.hint ?? ''}`, query, MOST), [options, query])
  const choice = options.find((option) => option.id === chosen)

  const choose = (option: Option | undefined) => {
    if (!option) return
    setQuery('')
    setAt(0)
    setChanging(false)
    onChoose(option.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setAt((at + step + found.length) % found.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(found[at])
    }
  }

  if (choice)
    return (
      <div>
        <p className={styles.label} id={id}>
          {label}
        </p>
        <button
          type="button"
          className={styles.choice}
          aria-label={`${label}. ${m.moving.change(choice.name)}`}
          onClick={() => {
            setChanging(true)
            onChoose(undefined)
          }}
        >
          <Line option={choice} />
          <Icon name="down" size={16} />
        </button>
      </div>
    )
  return (
    <div>
      <label className={styles.label} htmlFor={`${id}-field`}>
        {label}
      </label>
      <input
        id={`${id}-field`}
        className={styles.input}
        type="text"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder={m.moving.find}
        value={query}
        // Whoever pressed to change goes on where they were.
        autoFocus={isChanging}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={label} className={styles.list}>
        {found.map((option, index) => (
          <div key={option.id} id={`${id}-${index}`} role="option" aria-selected={index === at} className={classes(styles.option, index === at && styles.at)} onClick={() => choose(option)}>
            <Line option={option} />
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.soft}>{m.moving.none}</p>}
    </div>
  )
}

function Line({ option }: { option: Option }) {
  return (
    <>
      {option.icon && <Icon name={option.icon} size={18} />}
      <span className={styles.name}>{option.name}</span>
      {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
    </>
  )
}
