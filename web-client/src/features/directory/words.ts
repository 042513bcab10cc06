// Words and lists that several screens about people share. Pure.
import type { Refusal, State } from '../../store'
import { regionName, type Locale, type Messages } from '../../text'
import { organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'

export const KINDS = ['authority', 'municipality', 'county', 'association', 'company', 'university', 'research', 'funder', 'parish', 'other'] as const

/** Regions by code, in the official order. */
export const REGIONS = ['01', '02', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '21'] as const

/** Languages that people in the network work in; others can be kept, these are offered. */
export const LANGUAGES = ['fi', 'sv', 'en', 'se', 'smn', 'sms', 'et', 'ru', 'uk', 'ar', 'so', 'de', 'fr', 'es'] as const

export function kindWord(kind: string, m: Messages): string {
  const known = KINDS.find((one) => one === kind)
  return known ? m.who.kinds[known] : kind
}

export function statusWord(status: string, m: Messages): string {
  return m.who.statuses[status as keyof Messages['who']['statuses']] ?? status
}

/** Languages of Finland that browsers have no names for. */
const NAMES: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  se: { fi: 'pohjoissaame', sv: 'nordsamiska', en: 'Northern Sámi' },
  smn: { fi: 'inarinsaame', sv: 'enaresamiska', en: 'Inari Sámi' },
  sms: { fi: 'koltansaame', sv: 'skoltsamiska', en: 'Skolt Sámi' },
}

export function languageName(tag: string, locale: Locale): string {
  const own = NAMES[tag]
  if (own) return own[locale]
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

type Options = readonly (readonly [string, string])[]

export function regionOptions(locale: Locale): Options {
  return REGIONS.map((code) => [code, regionName(code, locale)] as const)
}

export function kindOptions(m: Messages): Options {
  return KINDS.map((kind) => [kind, m.who.kinds[kind]] as const)
}

export function languageOptions(locale: Locale): Options {
  return LANGUAGES.map((tag) => [tag, languageName(tag, locale)] as const)
}

export function organisationOptions(organisations: State['organisations'], locale: Locale): Options {
  return [...organisations.values()]
    .map((one) => [one.id, organisationName(one, locale)] as const)
    .sort((a, b) => a[1].localeCompare(b[1], locale))
}

/** A refused profile or organisation, in words that say which fields to look at. */
export function fieldWords(refusal: Refusal, wrong: string, taken: string, m: Messages): string {
  if (refusal.code === 'bad_value') return wrong
  return refusal.code === 'taken' ? taken : refusalWords(refusal, m)
}
