// What the address asks a list to be narrowed to, `?only=unverified`: a link of the overview leads to what waits.
import { useSearch } from '@tanstack/react-router'

export function useOnly(): string | undefined {
  const search: { only?: unknown } = useSearch({ strict: false })
  return typeof search.only === 'string' ? search.only : undefined
}
