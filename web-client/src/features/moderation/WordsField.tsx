// A few lines of one's own words, with a hint and what is wrong with them.
import { useId } from 'react'
import { classes } from '../../ui/classes'
import styles from './moderation.module.css'

const MOST = 1_000

interface Props {
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: string
  onChange: (value: string) => void
}

export function WordsField({ label, hint, error, value, onChange }: Props) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className={styles.soft}>
          {hint}
        </p>
      )}
      <textarea
        id={id}
        rows={3}
        maxLength={MOST}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={classes(hint && `${id}-hint`, error && `${id}-error`) || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {error && (
        <p id={`${id}-error`} role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
