// A labelled text of several lines, and a labelled tick. Native elements, as in Field.
import { useId, type ComponentProps } from 'react'
import field from './Field.module.css'
import styles from './Form.module.css'
import { classes } from './classes'

type AreaProps = { label: string; hint?: string | undefined } & Omit<ComponentProps<'textarea'>, 'id' | 'className'>

export function TextArea({ label, hint, ...rest }: AreaProps) {
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id} className={field.label}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={field.hint}>
          {hint}
        </p>
      )}
      <textarea {...rest} id={id} className={classes(field.input, styles.area)} aria-describedby={hint && `${id}-hint`} />
    </div>
  )
}

interface TickProps {
  label: string
  hint?: string | undefined
  isOn: boolean
  onChange: (isOn: boolean) => void
}

export function Tick({ label, hint, isOn, onChange }: TickProps) {
  const id = useId()
  return (
    <div className={styles.tick}>
      <input type="checkbox" id={id} checked={isOn} aria-describedby={hint && `${id}-hint`} onChange={(event) => onChange(event.target.checked)} />
      <div>
        <label htmlFor={id} className={field.label}>
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className={field.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
