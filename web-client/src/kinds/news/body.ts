// What an article holds, read with care: the body of an item is opaque on the wire.
import type { ItemView, JsonValue } from '../../store'

export interface Picture {
  readonly file: string
  readonly alt: string
  readonly caption: string
}

export type Block =
  | { t: 'text' | 'heading'; text: string }
  | { t: 'quote'; text: string; source: string }
  | ({ t: 'image' } & Picture)
  | { t: 'file'; file: string; name: string }
  | { t: 'table'; rows: string[][] }
  | { t: 'item'; item: string }

export const LANGS = ['fi', 'sv', 'en'] as const
export type Lang = (typeof LANGS)[number]
export const ROLES = ['all', 'moderator', 'network_admin', 'contact', 'owner'] as const

export interface Correction {
  readonly at: string
  readonly text: string
}

/** The article in one language. */
export interface Version {
  readonly title: string
  readonly lead: string
  readonly blocks: readonly Block[]
}

/** What is written in it; the rest follows from acts of its own. */
export interface Written extends Version {
  readonly lang: Lang
  readonly versions: { readonly [lang: string]: Version }
  readonly cover: Picture | undefined
  readonly topics: readonly string[]
  readonly regions: readonly string[]
  readonly audience: string
  readonly mustRead: readonly string[]
  readonly coAuthors: readonly string[]
  readonly contact: string
  readonly isPublic: boolean
}

export interface Article extends Written {
  readonly reviewer: string | undefined
  readonly sentBack: string
  readonly publishAt: string | undefined
  readonly publishedAt: string | undefined
  readonly corrections: readonly Correction[]
}

type Fields = { readonly [name: string]: JsonValue | undefined }

const fields = (value: JsonValue | undefined): Fields => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {})
const word = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : [])
const words = (value: JsonValue | undefined): string[] => list(value).map(word).filter((one) => one !== '')
const blocks = (value: JsonValue | undefined): Block[] => list(value).map(block).filter((one) => one !== undefined)

export function articleOf(item: ItemView): Article {
  const body = fields(item.body)
  const versions = Object.entries(fields(body['versions'])).map(([lang, value]) => {
    const it = fields(value)
    return [lang, { title: word(it['title']), lead: word(it['lead']), blocks: blocks(it['blocks']) }] as const
  })
  return {
    title: item.title,
    lead: item.text,
    blocks: blocks(body['blocks']),
    lang: LANGS.find((lang) => lang === body['lang']) ?? 'fi',
    versions: Object.fromEntries(versions),
    cover: body['cover'] ? picture(fields(body['cover'])) : undefined,
    topics: words(body['topics']),
    regions: words(body['regions']),
    audience: word(body['audience']),
    mustRead: words(body['must_read']),
    coAuthors: words(body['co_authors']),
    contact: word(body['contact']),
    isPublic: body['public'] === true,
    reviewer: word(body['reviewer']) || undefined,
    sentBack: word(body['sent_back']),
    publishAt: word(body['publish_at']) || undefined,
    publishedAt: word(body['published_at']) || undefined,
    corrections: list(body['corrections']).map((one) => ({ at: word(fields(one)['at']), text: word(fields(one)['text']) })),
  }
}

const picture = (it: Fields): Picture => ({ file: word(it['file']), alt: word(it['alt']), caption: word(it['caption']) })

function block(value: JsonValue): Block | undefined {
  const it = fields(value)
  const text = word(it['text'])
  switch (it['t']) {
    case 'text':
    case 'heading':
      return { t: it['t'], text }
    case 'quote':
      return { t: 'quote', text, source: word(it['source']) }
    case 'image':
      return { t: 'image', ...picture(it) }
    case 'file':
      return { t: 'file', file: word(it['file']), name: word(it['name']) }
    case 'table':
      return { t: 'table', rows: list(it['rows']).map((row) => list(row).map(word)) }
    case 'item':
      return { t: 'item', item: word(it['item']) }
    default:
      return undefined
  }
}

export function writtenOf(item: ItemView): Written {
  const { title, lead, blocks: own, lang, versions, cover, topics, regions, audience, mustRead, coAuthors, contact, isPublic } = articleOf(item)
  return { title, lead, blocks: own, lang, versions, cover, topics, regions, audience, mustRead, coAuthors, contact, isPublic }
}

/** The body as it is sent. */
export function bodyOf(written: Written): JsonValue {
  const { blocks: own, lang, versions, cover, topics, regions, audience, mustRead, coAuthors, contact, isPublic } = written
  const body = { lang, blocks: own, versions, cover: cover ?? null, topics, regions, audience, contact, co_authors: coAuthors, must_read: mustRead, public: isPublic }
  return body as unknown as JsonValue
}

/** In this language, or in its own where that is not written. */
export function inLanguage(article: Written, lang: string): Version & { readonly lang: string } {
  const other = lang === article.lang ? undefined : article.versions[lang]
  return other ? { ...other, lang } : { title: article.title, lead: article.lead, blocks: article.blocks, lang: article.lang }
}

/** Something without words that a reader would miss. */
export function lacksAlt(written: Written): boolean {
  const all = [...written.blocks, ...Object.values(written.versions).flatMap((one) => one.blocks)]
  return all.some((one) => one.t === 'image' && one.alt.trim() === '') || written.cover?.alt.trim() === ''
}
