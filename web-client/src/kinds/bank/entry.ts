// What an entry of the bank holds, read with care: the body of an item is opaque on the wire. The twin of the
// server's table of fields and of its gates; the server decides, this only tells early.
import type { ItemView, JsonValue, MemberId } from '../../store'

export const SORTS = ['practice_model', 'guide', 'study', 'solution', 'success_story', 'reference'] as const
export const PHASES = ['insight', 'trial', 'sharing'] as const
export const EFFECTS = ['positive', 'none', 'mixed', 'harmful'] as const
export const POINTS = ['problem', 'mechanism', 'outcome', 'replicable'] as const
export const LICENCES = ['CC BY 4.0', 'CC BY-SA 4.0', 'CC0 1.0', 'all_rights_reserved'] as const
export const FATES = ['kept', 'adapted', 'stopped'] as const

export type Sort = (typeof SORTS)[number]
export type Phase = (typeof PHASES)[number]
export type Effect = (typeof EFFECTS)[number]
export type Point = (typeof POINTS)[number]
export type Licence = (typeof LICENCES)[number]
export type Fate = (typeof FATES)[number]

export const FIELD_NAMES = [
  'summary', 'problem', 'target_group', 'environment', 'actors', 'baseline', 'measures', 'before', 'done', 'desired_change', 'measured_by',
  'core_idea', 'guidance', 'conditions', 'cost', 'time_to_start', 'resources', 'risks', 'ethics', 'method', 'results', 'result',
  'result_source', 'quote', 'limits', 'published_in', 'tips', 'funder', 'collection', 'contact_address',
] as const
export type FieldName = (typeof FIELD_NAMES)[number]

interface FieldRule {
  readonly of: readonly Sort[] | 'all'
  readonly needed?: readonly Sort[]
  readonly most: number
}

const model: readonly Sort[] = ['practice_model']
const long = 4_000
const rules: Record<FieldName, FieldRule> = {
  summary: { of: 'all', needed: ['guide', 'study', 'solution', 'success_story', 'reference'], most: 300 },
  problem: { of: ['practice_model', 'solution'], needed: model, most: long },
  target_group: { of: ['practice_model', 'guide', 'solution'], most: 1_000 },
  environment: { of: model, most: long },
  actors: { of: ['practice_model', 'success_story', 'reference'], most: 1_000 },
  baseline: { of: model, most: long },
  measures: { of: model, most: 1_000 },
  before: { of: ['success_story'], needed: ['success_story'], most: long },
  done: { of: ['success_story', 'reference'], needed: ['success_story'], most: long },
  desired_change: { of: model, most: long },
  measured_by: { of: model, most: 1_000 },
  core_idea: { of: ['practice_model', 'solution'], needed: ['practice_model', 'solution'], most: long },
  guidance: { of: ['guide'], needed: ['guide'], most: 12_000 },
  conditions: { of: ['practice_model', 'solution'], needed: model, most: long },
  cost: { of: ['practice_model', 'solution'], most: 1_000 },
  time_to_start: { of: model, most: 1_000 },
  resources: { of: model, most: 1_000 },
  risks: { of: ['practice_model', 'solution'], most: long },
  ethics: { of: model, most: long },
  method: { of: ['practice_model', 'study'], needed: ['study'], most: long },
  results: { of: ['practice_model', 'study'], needed: ['study'], most: long },
  result: { of: ['success_story', 'reference'], needed: ['success_story'], most: long },
  result_source: { of: ['success_story', 'reference'], most: 300 },
  quote: { of: ['success_story'], most: 1_000 },
  limits: { of: ['study'], most: long },
  published_in: { of: ['study'], most: 300 },
  tips: { of: ['practice_model', 'guide'], most: long },
  funder: { of: ['practice_model', 'study'], most: 300 },
  collection: { of: 'all', most: 300 },
  contact_address: { of: 'all', most: 300 },
}

export const mostOf = (name: FieldName) => rules[name].most
export const fieldsOf = (sort: Sort): readonly FieldName[] => FIELD_NAMES.filter((name) => rules[name].of === 'all' || rules[name].of.includes(sort))
export const isNeeded = (sort: Sort, name: FieldName) => rules[name].needed?.includes(sort) === true

export interface Step { readonly text: string; readonly done: boolean }
export interface PlaceOfUse { readonly name: string; readonly region: string | undefined }
export interface Link { readonly label: string; readonly item: string | undefined; readonly address: string }
export interface Review {
  readonly by: MemberId
  readonly at: string
  readonly conflict: string
  readonly level: number
  readonly effect: Effect | undefined
  readonly text: string
  readonly version: number
}
export interface Told { readonly at: string; readonly fate: Fate; readonly adaptations: string; readonly result: string; readonly effect: Effect | undefined }
export interface Copy {
  readonly from: string
  readonly title: string
  readonly version: number
  readonly at: string
  readonly asksAt: string
  readonly asked: boolean
  readonly told: Told | undefined
}

/** What can be written; the rest is what others say and what time does. */
export interface Written {
  readonly sort: Sort
  readonly fields: Readonly<Partial<Record<FieldName, string>>>
  readonly steps: readonly Step[]
  readonly places: readonly PlaceOfUse[]
  readonly links: readonly Link[]
  readonly tags: readonly string[]
  readonly regions: readonly string[]
  readonly phase: Phase | undefined
  readonly level: number
  readonly effect: Effect | undefined
  readonly points: readonly Point[]
  readonly contact: MemberId | undefined
  readonly licence: Licence
  readonly public: boolean
}

export interface Entry extends Written {
  readonly authors: readonly MemberId[]
  readonly reviewers: readonly MemberId[]
  readonly reviews: readonly Review[]
  readonly months: number
  readonly verifiers: readonly MemberId[]
  readonly verifiedAt: string | undefined
  readonly verifiedBy: MemberId | undefined
  readonly expiresAt: string | undefined
  readonly isStale: boolean
  readonly publishedAt: string | undefined
  readonly version: number
  readonly copy: Copy | undefined
}

type Bag = { [key: string]: JsonValue }
const bag = (value: JsonValue | undefined): Bag => (value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {})
const list = (value: JsonValue | undefined): JsonValue[] => (Array.isArray(value) ? value : [])
const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const maybe = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const number = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0)
const texts = (value: JsonValue | undefined): string[] => list(value).filter((one): one is string => typeof one === 'string')
const among = <T extends string>(words: readonly T[], value: JsonValue | undefined): T | undefined => words.find((word) => word === value)

export function entryOf(item: ItemView): Entry {
  const body = bag(item.body)
  const lasts = bag(body['lasts'])
  const fields = bag(body['fields'])
  return {
    sort: among(SORTS, body['sort']) ?? 'practice_model',
    fields: Object.fromEntries(FIELD_NAMES.flatMap((name) => (typeof fields[name] === 'string' ? [[name, fields[name]]] : []))),
    steps: list(body['steps']).map(bag).map((one) => ({ text: text(one['text']), done: one['done'] === true })),
    places: list(body['places']).map(bag).map((one) => ({ name: text(one['name']), region: maybe(one['region']) })),
    links: list(body['links']).map(bag).map((one) => ({ label: text(one['label']), item: maybe(one['item']), address: text(one['address']) })),
    tags: texts(body['tags']),
    regions: texts(body['regions']),
    phase: among(PHASES, body['phase']),
    level: number(body['level']),
    effect: among(EFFECTS, body['effect']),
    points: POINTS.filter((point) => texts(body['points']).includes(point)),
    contact: maybe(body['contact']),
    licence: among(LICENCES, body['licence']) ?? 'CC BY 4.0',
    public: body['public'] === true,
    authors: texts(body['authors']),
    reviewers: texts(body['reviewers']),
    reviews: list(body['reviews']).map(bag).map(reviewOf),
    months: number(lasts['months']),
    verifiers: texts(lasts['verifiers']),
    verifiedAt: maybe(lasts['verified_at']),
    verifiedBy: maybe(lasts['verified_by']),
    expiresAt: maybe(lasts['expires_at']),
    isStale: lasts['stale'] === true,
    publishedAt: maybe(body['published_at']),
    version: number(body['version']),
    copy: body['copy'] === undefined || body['copy'] === null ? undefined : copyOf(bag(body['copy'])),
  }
}

function reviewOf(one: Bag): Review {
  return {
    by: text(one['by']), at: text(one['at']), conflict: text(one['conflict']), level: number(one['level']), effect: among(EFFECTS, one['effect']),
    text: text(one['text']), version: number(one['version']),
  }
}

function copyOf(one: Bag): Copy {
  return {
    from: text(one['from']), title: text(one['title']), version: number(one['version']), at: text(one['at']), asksAt: text(one['asks_at']),
    asked: one['asked'] === true, told: one['told'] === undefined ? undefined : toldOf(one['told']),
  }
}

/** What was told of a copy; of another's, as much as its people let be read. */
export function toldOf(value: JsonValue): Told {
  const one = bag(value)
  return { at: text(one['at']), fate: among(FATES, one['fate']) ?? 'kept', adaptations: text(one['adaptations']), result: text(one['result']), effect: among(EFFECTS, one['effect']) }
}

/** What is missing before it can be published: names of fields, and `contact`, `link`, `points`. */
export function missing(entry: Written): (FieldName | 'contact' | 'link' | 'points')[] {
  const empty = fieldsOf(entry.sort).filter((name) => isNeeded(entry.sort, name) && (entry.fields[name] ?? '').trim() === '')
  const found: (FieldName | 'contact' | 'link' | 'points')[] = [...empty]
  const asksContact = entry.sort !== 'guide' && entry.sort !== 'study'
  if (asksContact && entry.contact === undefined && (entry.fields.contact_address ?? '') === '') found.push('contact')
  if ((entry.sort === 'success_story' || entry.sort === 'reference') && entry.links.length === 0) found.push('link')
  if (entry.level >= 3 && entry.points.length < POINTS.length) found.push('points')
  return found
}

/** The level that is shown: the lowest of the two latest reviews by people whom nothing ties to it. */
export function shownLevel(entry: Entry): { level: number; reviews: number } {
  const independent = entry.reviews.filter((review) => review.conflict === '').sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const latest = independent.slice(-2).map((review) => review.level)
  return { level: latest.length > 0 ? Math.min(...latest) : entry.level, reviews: independent.length }
}

/** Reviewers see it differently, in strength or in direction. */
export const hasDissent = (entry: Entry) => new Set(entry.reviews.map((review) => `${review.level} ${review.effect ?? ''}`)).size > 1

/** As the server takes it: only what changed. */
export function changes(before: Written, after: Written): { [key: string]: JsonValue } {
  const said: { [key: string]: JsonValue } = {}
  const fields: { [key: string]: JsonValue } = {}
  for (const name of FIELD_NAMES) if ((before.fields[name] ?? '') !== (after.fields[name] ?? '')) fields[name] = after.fields[name] ?? ''
  if (Object.keys(fields).length > 0) said['fields'] = fields
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)
  if (before.sort !== after.sort) said['sort'] = after.sort
  if (differs(before.steps, after.steps)) said['steps'] = after.steps.map(({ text: words, done }) => ({ text: words, done }))
  if (differs(before.places, after.places)) said['places'] = after.places.map((one) => ({ name: one.name, ...(one.region !== undefined && { region: one.region }) }))
  if (differs(before.links, after.links)) said['links'] = after.links.map((one) => ({ label: one.label, address: one.address, ...(one.item !== undefined && { item: one.item }) }))
  if (differs(before.tags, after.tags)) said['tags'] = [...after.tags]
  if (differs(before.regions, after.regions)) said['regions'] = [...after.regions]
  if (before.phase !== after.phase) said['phase'] = after.phase ?? ''
  if (before.level !== after.level) said['level'] = after.level
  if (before.effect !== after.effect) said['effect'] = after.effect ?? ''
  if (differs(before.points, after.points)) said['points'] = [...after.points]
  if (before.contact !== after.contact) said['contact'] = after.contact ?? ''
  if (before.licence !== after.licence) said['licence'] = after.licence
  if (before.public !== after.public) said['public'] = after.public
  return said
}

/** Parts of a list with their places: what has no name of its own is known by where it stands. */
export const placed = <T>(parts: readonly T[]) => parts.map((part, place) => ({ part, place }))
