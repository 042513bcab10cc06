// The chat kind's own words.
import type { Locale } from '../../text'

const fi = {
  topics: 'Keskustelut',
  newTopic: 'Uusi keskustelu',
  title: 'Otsikko',
  titleHint: 'Muutamalla sanalla: mistä puhutaan.',
  create: 'Aloita keskustelu',
  cancel: 'Peruuta',
  resolve: 'Merkitse ratkaistuksi',
  reopen: 'Avaa uudelleen',
  resolved: 'ratkaistu',
  showResolved: 'Näytä ratkaistut',
  hideResolved: 'Piilota ratkaistut',
  messages: (n: number) => (n === 1 ? '1 viesti' : `${n} viestiä`),
  all: 'Kaikki keskustelut',
}

export type ChatWords = typeof fi

const sv: ChatWords = {
  topics: 'Diskussioner',
  newTopic: 'Ny diskussion',
  title: 'Rubrik',
  titleHint: 'Med några ord: vad diskussionen gäller.',
  create: 'Börja diskussionen',
  cancel: 'Avbryt',
  resolve: 'Markera som löst',
  reopen: 'Öppna på nytt',
  resolved: 'löst',
  showResolved: 'Visa lösta',
  hideResolved: 'Dölj lösta',
  messages: (n) => (n === 1 ? '1 meddelande' : `${n} meddelanden`),
  all: 'Alla diskussioner',
}

const en: ChatWords = {
  topics: 'Topics',
  newTopic: 'New topic',
  title: 'Title',
  titleHint: 'In a few words: what it is about.',
  create: 'Start the topic',
  cancel: 'Cancel',
  resolve: 'Mark as resolved',
  reopen: 'Open again',
  resolved: 'resolved',
  showResolved: 'Show resolved',
  hideResolved: 'Hide resolved',
  messages: (n) => (n === 1 ? '1 message' : `${n} messages`),
  all: 'All topics',
}

export const chatWords: Record<Locale, ChatWords> = { fi, sv, en }
