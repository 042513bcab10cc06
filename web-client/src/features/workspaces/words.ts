// What a workspace's own words are called on the screen. Pure: a word of the protocol in, words of the catalogue out.
import type { Messages } from '../../text'

type Words = Messages['workspaces']

export const VISIBILITIES = ['open', 'by_request', 'invited', 'secret'] as const
export const STATES = ['preparing', 'active', 'archived'] as const
export const KINDS = ['network', 'region', 'project', 'idea', 'event', 'review'] as const
export const TEMPLATES = ['none', 'plan', 'project', 'idea', 'event'] as const
/** The nineteen regions by code, in the order of the code. */
export const REGIONS = ['01', '02', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '21'] as const

const known = <Key extends string>(words: Record<Key, string>, key: string): string => (key in words ? words[key as Key] : key)

export const visibilityName = (word: string, m: Messages) => known(m.workspaces.visibleTo, word)
export const kindName = (word: string, m: Messages) => known(m.workspaces.kinds, word)
export const stateName = (word: string, m: Messages) => (word in m.workspaces.states ? m.workspaces.states[word as keyof Words['states']].name : word)
export const channelKindName = (word: string, m: Messages) => known<string>(m.workspaces.channelKinds, word)

/** The four visibilities with what each means. */
export const visibilityChoices = (m: Messages) => [
  { value: 'open', name: m.workspace.open, hint: m.workspace.openHint },
  { value: 'by_request', name: m.workspace.request, hint: m.workspace.requestHint },
  { value: 'invited', name: m.workspace.invited, hint: m.workspace.invitedHint },
  { value: 'secret', name: m.workspace.secret, hint: m.workspace.secretHint },
]

/** Tags as a person writes them in one line; `undefined` when one of them cannot be a tag. */
export function tagsOf(line: string): string[] | undefined {
  const words = [...new Set(line.toLowerCase().split(/[\s,;]+/).map((word) => word.replace(/^#+/, '')).filter(Boolean))]
  const areSound = words.length <= 12 && words.every((word) => /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(word))
  return areSound ? words : undefined
}
