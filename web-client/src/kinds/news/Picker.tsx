// Finding one thing by its name and picking it.
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import styles from './news.module.css'

export interface Found {
  readonly id: string
  readonly name: string
  readonly about?: string | undefined
}

interface Props {
  label: string
  hint: string
  look: (query: string) => Promise<readonly Found[]>
  onPick: (found: Found) => void
}

export function Picker({ label, hint, look, onPick }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly Found[]>([])
  const ask = (next: string) => {
    setQuery(next)
    if (next.trim() === '') return setFound([])
    void look(next.trim()).then(setFound)
  }
  if (!isOpen)
    return (
      <div>
        <Button size="small" icon="search" onPress={() => setOpen(true)}>
          {label}
        </Button>
      </div>
    )
  return (
    <div className={styles.block}>
      <Field label={label} hint={hint} value={query} autoFocus onChange={(event) => ask(event.target.value)} />
      <ul role="list" className={styles.lines}>
        {found.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className={styles.person}
              onClick={() => {
                onPick(one)
                setOpen(false)
                ask('')
              }}
            >
              {one.name} {one.about !== undefined && <span className={styles.soft}>{one.about}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
