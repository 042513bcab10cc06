// One of a few words, by the browser's own list.
import { useId } from 'react'
import styles from './Field.module.css'

interface Props {
  label: string
  value: string
  choices: readonly { readonly value: string; readonly name: string }[]
  onChange: (value: string) => void
  hideLabel?: boolean | undefined
}

export function Select({ label, value, choices, onChange, hideLabel }: Props) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : styles.label}>
        {label}
      </label>
      <select id={id} className={styles.input} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  )
}
