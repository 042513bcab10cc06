// A labelled line or lines of text with a hint and an error that assistive technology hears.
// Native elements: nothing here needs more.
import { useId, type ComponentProps } from 'react'
import styles from './Field.module.css'
import { classes } from './classes'

interface Shared {
  label: string
  hint?: string | undefined
  error?: string | undefined
  hideLabel?: boolean | undefined
}

type LineProps = Shared & Omit<ComponentProps<'input'>, 'id' | 'className'>

export function Field({ label, hint, error, hideLabel, ...rest }: LineProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : styles.label}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <input
        {...rest}
        id={id}
        className={classes(styles.input, error && styles.wrong)}
        aria-invalid={error ? true : undefined}
        aria-describedby={classes(hint && `${id}-hint`, error && `${id}-error`) || undefined}
      />
      {error && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

interface Choice {
  value: string
  name: string
  hint?: string | undefined
}

interface ChoicesProps {
  label: string
  name: string
  value: string
  choices: Choice[]
  onChange: (value: string) => void
  side?: boolean | undefined
  hideLabel?: boolean | undefined
}

export function Choices({ label, name, value, choices, onChange, side, hideLabel }: ChoicesProps) {
  return (
    <fieldset className={styles.choices}>
      <legend className={hideLabel ? 'sr-only' : styles.label}>{label}</legend>
      <div className={side ? styles.side : styles.stack}>
        {choices.map((choice) => (
          <label key={choice.value} className={classes(styles.choice, choice.value === value && styles.chosen)}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <span className={styles.choiceName}>{choice.name}</span>
              {choice.hint && <span className={styles.choiceHint}>{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
