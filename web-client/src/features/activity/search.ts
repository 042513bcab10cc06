// What an address of the log says: its filters, so that a link and going back find the same view.
export interface ActivitySearch {
  group?: string
  workspace?: string
  channel?: string
  item?: string
  tag?: string
  region?: string
  member?: string
  organisation?: string
  outcome?: string
  from?: string
  until?: string
  open?: boolean
}

const KEYS = ['group', 'workspace', 'channel', 'item', 'tag', 'region', 'member', 'organisation', 'outcome', 'from', 'until'] as const

export function activitySearch(given: Record<string, unknown>): ActivitySearch {
  // A region's code looks like a number to whoever reads an address.
  const words = (value: unknown) => (typeof value === 'number' ? String(value).padStart(2, '0') : value)
  const pairs = KEYS.map((key) => [key, words(given[key])] as const).filter(([, value]) => typeof value === 'string' && value !== '')
  return { ...(Object.fromEntries(pairs) as ActivitySearch), ...(given['open'] === true && { open: true }) }
}

/** What an address of the report says. */
export interface ReportSearch {
  from?: string
  until?: string
  organisation?: string
}

export function reportSearch(given: Record<string, unknown>): ReportSearch {
  const pairs = (['from', 'until', 'organisation'] as const).map((key) => [key, given[key]] as const)
  return Object.fromEntries(pairs.filter(([, value]) => typeof value === 'string' && value !== '')) as ReportSearch
}
