// What a kind of channel brings to the screen. The house draws everything else: the frame of the channel, members, pins,
// and the talk under an item, which a kind gets as a part and may place where it likes.
import type { ComponentType, ReactNode } from 'react'
import type { ChannelRow, ItemId, ItemView, JsonValue } from '../store'

export interface ChannelScene {
  readonly row: ChannelRow
  /** The item that the address names; absent: the channel as a whole. */
  readonly item: ItemId | undefined
  /** The talk under an item, or of the whole channel. */
  readonly talk: (item: ItemId | undefined) => ReactNode
  /** Where an item is found. */
  readonly linkTo: (item: ItemId | undefined) => string
  readonly open: (item: ItemId | undefined) => void
}

/** What is taken from a conversation to begin something with. */
export interface TalkSaid {
  readonly texts: readonly string[]
  readonly topic: ItemId
}

export interface Kind {
  /** As on the wire. */
  readonly name: string
  /** What a new item holds that begins with what was said, undefined when that is too much; absent: nothing is made of talk. */
  readonly madeOfTalk?: (said: TalkSaid) => JsonValue | undefined
  /** The middle of the screen. */
  readonly View: ComponentType<{ scene: ChannelScene }>
  /** The list of items beside it; on a phone it opens from the head of the channel. */
  readonly Side?: ComponentType<{ scene: ChannelScene; onDone?: (() => void) | undefined }>
  /** Stands at the head of the channel while an item is open: its name and what can be done to it. */
  readonly ItemHead?: ComponentType<{ item: ItemView; scene: ChannelScene }>
}
