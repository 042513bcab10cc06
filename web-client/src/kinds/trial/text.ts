// The test-only kind's own words.
import type { Locale } from '../../text'

const fi = {
  desk: 'Luonnokset',
  open: 'Ehdotukset',
  theme: 'Teema',
  all: 'Kaikki',
  publish: 'Julkaise',
  take: 'Ota hoidettavaksi',
  taken: (name: string) => `Hoitaa: ${name}`,
  vote: (n: number) => `Äänestä (${n})`,
  hint: (n: number) => `Vinkkaa nimettä (${n})`,
}

export type TrialWords = typeof fi

const sv: TrialWords = {
  desk: 'Utkast',
  open: 'Förslag',
  theme: 'Tema',
  all: 'Alla',
  publish: 'Publicera',
  take: 'Ta hand om',
  taken: (name) => `Sköts av: ${name}`,
  vote: (n) => `Rösta (${n})`,
  hint: (n) => `Tipsa anonymt (${n})`,
}

const en: TrialWords = {
  desk: 'Drafts',
  open: 'Proposals',
  theme: 'Theme',
  all: 'All',
  publish: 'Publish',
  take: 'Take on',
  taken: (name) => `Taken by: ${name}`,
  vote: (n) => `Vote (${n})`,
  hint: (n) => `Hint without a name (${n})`,
}

export const trialWords: Record<Locale, TrialWords> = { fi, sv, en }
