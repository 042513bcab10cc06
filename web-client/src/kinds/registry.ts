// THE REGISTRY: which kinds of channel this client can draw. One import and one entry per kind, nothing else.
// A kind that is not here is drawn by `plain`: title, text, link.
import { bank } from './bank/bank'
import { chat } from './chat/chat'
import type { Kind } from './kind'
import { news } from './news/news'
import { plain } from './plain/plain'
import { trial } from './trial/trial'

const kinds: readonly Kind[] = [chat, bank, news, ...(__TRIAL__ ? [trial] : [])]

export type { ChannelScene, Kind } from './kind'

export function kindOf(name: string): Kind {
  return kinds.find((kind) => kind.name === name) ?? plain
}

export const kindNames: readonly string[] = kinds.map((kind) => kind.name)
