// English: search.
import type { search as law } from '../fi/search'
import { count } from '../plural'

const en = count('en')

export const search: typeof law = {
  title: 'Search',
  label: 'Search messages, topics, people and places',
  go: 'Search',
  inMessages: (words) => `Search messages: ${words}`,
  found: (n) => en(n, { one: '1 result', other: `${n} results` }),
  over: 'over 1000 results, the newest are shown',
  recent: 'Searching everything took too long: the last 90 days are shown.',
  degraded: 'The Finnish dictionary is missing on the server, so other forms and parts of compounds are found less well than usual.',
  searched: (words) => `Searched for: ${words}`,
  repaired: (typed, meant) => `Nothing was found for “${typed}”. Showing results for “${meant}”.`,
  exactly: (typed) => `Search exactly “${typed}”`,
  unknown: (value) => `“${value}” is nothing that you see.`,
  none: 'Nothing was found in what you may read.',
  noneHints: ['Try the base form or a shorter word.', 'Leave out a word or a filter.', 'The word begins so: add a star, like safe*.'],
  startTitle: 'One word is enough, in any form',
  startHints: ['väkivalta also finds lähisuhdeväkivallan', '“open doors” in quotes finds just that', 'channel:news narrows, -channel:news leaves out'],
  narrow: 'Narrow',
  filters: { kirjoittaja: 'from', kanava: 'channel', työtila: 'workspace', tunniste: 'tag', tyyppi: 'type', jälkeen: 'after', ennen: 'before', on: 'is' },
  results: 'Results',
  named: 'Found by name',
  sorts: { member: 'person', organisation: 'organisation', workspace: 'workspace', channel: 'channel', tag: 'tag' },
  nextPage: 'Show more results',
  direct: 'Direct message',
  formerMember: 'Former member',
}
