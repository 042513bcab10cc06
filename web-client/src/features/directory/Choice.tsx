// One of many, by value and name, as the lists of this folder carry them.
import { Select } from '../../ui/Select'

interface Props {
  label: string
  value: string
  options: readonly (readonly [string, string])[]
  onChange: (value: string) => void
  hideLabel?: boolean | undefined
}

export function Choice({ options, ...rest }: Props) {
  return <Select {...rest} choices={options.map(([value, name]) => ({ value, name }))} />
}
