// Fields that founding and settings share: kind and region, as lists to choose from.
import { useId } from 'react'
import { regionName, useText } from '../../text'
import { KINDS, REGIONS, kindName } from './words'
import styles from './workspaces.module.css'

interface Props {
  value: string
  onChange: (value: string) => void
}

export function Chooser({ label, value, onChange, choices, hideLabel }: Props & { label: string; choices: readonly { value: string; name: string }[]; hideLabel?: boolean }) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : styles.label}>
        {label}
      </label>
      <select id={id} className={styles.select} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  )
}

export function KindField({ value, onChange }: Props) {
  const { m } = useText()
  return <Chooser label={m.workspaces.kind} value={value} onChange={onChange} choices={KINDS.map((kind) => ({ value: kind, name: kindName(kind, m) }))} />
}

export function RegionField({ value, onChange }: Props) {
  const { m, locale } = useText()
  const regions = REGIONS.map((code) => ({ value: code as string, name: regionName(code, locale) }))
  regions.sort((a, b) => a.name.localeCompare(b.name, locale))
  const held = value === '' || regions.some((one) => one.value === value) ? [] : [{ value, name: regionName(value, locale) }]
  return <Chooser label={m.workspaces.region} value={value} onChange={onChange} choices={[{ value: '', name: m.workspaces.noRegion }, ...held, ...regions]} />
}
