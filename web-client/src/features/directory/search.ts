// What a directory address says: words and filters, so that going back finds the same list.
export interface DirectorySearch {
  q?: string
  kind?: string
  organisation?: string
  region?: string
  language?: string
  competence?: string
}

const KEYS = ['q', 'kind', 'organisation', 'region', 'language', 'competence'] as const

export function directorySearch(given: Record<string, unknown>): DirectorySearch {
  // A region's code looks like a number to whoever reads an address.
  const words = (value: unknown) => (typeof value === 'number' ? String(value).padStart(2, '0') : value)
  const pairs = KEYS.map((key) => [key, words(given[key])] as const).filter(([, value]) => typeof value === 'string' && value !== '')
  return Object.fromEntries(pairs) as DirectorySearch
}
