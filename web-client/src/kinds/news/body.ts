// What an article holds, read with care: the body of an item is opaque on the wire.
import type { ItemView, JsonValue } from '../../store'

export type Block =
  | { t: 'text' | 'heading'; text: string }
  | { t: 'quote'; text: string; source: string }
  | { t: 'table'; rows: string[][] }
  /** What this client only carries on: pictures, files, references. */
  | { t: 'other'; kept: JsonValue }

export interface Correction {
  readonly at: string
  readonly text: string
}

export interface Article {
  readonly blocks: readonly Block[]
  readonly reviewer: string | undefined
  readonly sentBack: string
  readonly isPublic: boolean
  readonly contact: string
  readonly publishAt: string | undefined
  readonly publishedAt: string | undefined
  readonly corrections: readonly Correction[]
  /** As it came, for what is not edited here. */
  readonly rest: { readonly [name: string]: JsonValue | undefined }
}

type Fields = { readonly [name: string]: JsonValue | undefined }

const fields = (value: JsonValue | undefined): Fields => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {})
const word = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : [])

export function articleOf(item: ItemView): Article {
  const body = fields(item.body)
  return {
    blocks: list(body['blocks']).map(block),
    reviewer: word(body['reviewer']) || undefined,
    sentBack: word(body['sent_back']),
    isPublic: body['public'] === true,
    contact: word(body['contact']),
    publishAt: word(body['publish_at']) || undefined,
    publishedAt: word(body['published_at']) || undefined,
    corrections: list(body['corrections']).map((one) => ({ at: word(fields(one)['at']), text: word(fields(one)['text']) })),
    rest: body,
  }
}

function block(value: JsonValue): Block {
  const it = fields(value)
  const text = word(it['text'])
  switch (it['t']) {
    case 'text':
    case 'heading':
      return { t: it['t'], text }
    case 'quote':
      return { t: 'quote', text, source: word(it['source']) }
    case 'table':
      return { t: 'table', rows: list(it['rows']).map((row) => list(row).map(word)) }
    default:
      return { t: 'other', kept: value }
  }
}

/** The body as it is sent: what is not edited here goes back as it came. */
export function bodyOf(article: Article, blocks: readonly Block[], isPublic: boolean, contact: string): JsonValue {
  const sent = blocks.map((one): JsonValue => (one.t === 'other' ? one.kept : { ...one }))
  return { ...article.rest, blocks: sent, public: isPublic, contact } as JsonValue
}
