// What the client knows, as one immutable value. Every change makes a new `State` and keeps the parts
// that did not change, so a view may compare parts by identity. No behaviour here but the making of keys.
import type {
  ChannelId, ChannelView, ClientId, Command, Epoch, FollowView, ItemId, ItemView, Limits, MarkView,
  FileId, MemberId, MemberView, MessageId, MessageView, NetworkView, OrganisationId, OrganisationView, Presence,
  Refusal, StandingView, StreamId, Subject, WorkspaceId, WorkspaceView,
} from '../wire'
import type { ConnectionState } from '../wire'

export interface State {
  readonly connection: ConnectionState
  /** `unknown` until the local store has been read; `signed_out` shows the sign-in screen, `pending` one's own
   *  application and nothing else. */
  readonly phase: 'unknown' | 'signed_out' | 'pending' | 'opening' | 'ready'
  /** Why one is signed out, when it was not one's own wish. */
  readonly signedOutBecause?: 'session_ended' | 'not_signed_in'
  readonly epoch?: Epoch
  /** Name of the node that answers, for the foot of the page. */
  readonly node?: string
  readonly me?: MemberView
  readonly language?: string
  /** What I am to the network: `member`, `moderator` or `network_admin`. The server judges; this shows or hides a way. */
  readonly office?: string
  readonly limits?: Limits
  readonly network?: NetworkView
  /** Version of the terms that wait for one's consent. */
  readonly termsDue?: number | undefined
  readonly streams: ReadonlyMap<StreamId, StreamState>
  readonly workspaces: ReadonlyMap<WorkspaceId, WorkspaceView>
  readonly channels: ReadonlyMap<ChannelId, ChannelView>
  readonly standings: ReadonlyMap<ChannelId, StandingView>
  readonly organisations: ReadonlyMap<OrganisationId, OrganisationView>
  /** Those met so far; `store.needMembers` brings more. */
  readonly members: ReadonlyMap<MemberId, MemberView>
  /** Members of a channel or workspace, once asked for. */
  readonly placeMembers: ReadonlyMap<ChannelId | WorkspaceId, readonly PlaceRole[]>
  /** Keys made by `followKey`. */
  readonly follows: ReadonlyMap<string, FollowView>
  readonly marks: ReadonlyMap<ChannelId, ChannelMarks>
  /** Every change of one's marks up to this version is known. */
  readonly markVersion: number
  /** Grows when something happened to one's blocks, requests or reports. */
  readonly care: number
  /** Grows when a followed tag was used, tags were changed, something new is offered, or what one is told of. */
  readonly stirred: number
  /** A change of a mark was missed: all are due to be read again. */
  readonly marksStale: boolean
  readonly unread: ReadonlyMap<ChannelId, Unread>
  /** Own reading that the server has not confirmed yet. Keys made by `markKey`. */
  readonly readAhead: ReadonlyMap<string, ReadAhead>
  readonly content: ReadonlyMap<ChannelId, ChannelContent>
  /** Timelines that are being loaded, or could not be. Keys made by `loadingKey`. */
  readonly loading: ReadonlyMap<string, Loading>
  readonly outbox: readonly OutboxEntry[]
  /** Own messages by the client id they were sent under, so that a row keeps its key. */
  readonly sent: ReadonlyMap<MessageId, ClientId>
  readonly drafts: ReadonlyMap<ItemId, Draft>
  /** Messages that were asked for by id and are not there, or not ours to see. */
  /** Files on their way, by what this device calls them. */
  readonly uploads: ReadonlyMap<ClientId, Upload>
  readonly missing: ReadonlySet<MessageId>
  readonly presence: ReadonlyMap<MemberId, Presence>
  readonly typing: readonly Typing[]
  /** Something about places changed that an event alone does not tell: `GET /start` is due. */
  readonly placesStale: boolean
  /** Seq of the last event about one's own feedback. */
  readonly feedbackHeard?: number
  readonly comingIn: ComingInState
}

/** Requests to be let in, and what was heard of links and codes. */
export interface ComingInState {
  /** One's own requests: `waiting` or `refused`. */
  readonly requests: ReadonlyMap<WorkspaceId, string>
  /** How many wait where one decides. */
  readonly queues: ReadonlyMap<WorkspaceId, number>
  /** Grows with every word of links and requests: what shows them asks anew. */
  readonly heard: number
  /** The code that was used last to move a session. */
  readonly moved?: string
}

/** Where we are in a stream. `cursor` is the highest seq applied without a hole. */
export interface StreamState {
  readonly cursor: number
  readonly depth: 'full' | 'light'
}

export interface PlaceRole {
  readonly member: MemberId
  /** `owner`, `facilitator`, `member` or `guest`. */
  readonly role: string
}

/** How far one has read: the channel as a whole, and items that were read further than it. */
export interface ChannelMarks {
  /** Every change of this channel's marks up to this version is known. */
  readonly version: number
  readonly channel?: MarkView
  readonly items: ReadonlyMap<ItemId, MarkView>
}

/** What waits in a channel. Counts are exact to 99; 100 means more. */
export interface Unread {
  readonly count: number
  readonly mentions: number
  readonly items: ReadonlyMap<ItemId, UnreadItem>
  /** Seq of the first unread event. */
  readonly first?: number
  /** The counts the server told last, and how far it had read then. */
  readonly base: UnreadBase
  /** Unread events seen since then, oldest first. */
  readonly events: readonly UnreadEvent[]
  /** What is known does not suffice; the server is being asked. Show the counts as they are. */
  readonly doubtful: boolean
  /** The last event that gave rise to doubt: only an answer that knows of it settles the matter. */
  readonly doubtfulAt: number
}

export interface UnreadItem {
  readonly count: number
  readonly mentions: number
}

export interface UnreadBase {
  readonly count: number
  readonly mentions: number
  readonly items: ReadonlyMap<ItemId, UnreadItem>
  readonly first?: number
  readonly asOf: number
}

export interface UnreadEvent {
  readonly seq: number
  readonly item?: ItemId
  readonly message?: MessageId
  readonly mention: boolean
}

/** Items and messages held of one channel, right as of `asOf`. */
export interface ChannelContent {
  readonly asOf: number
  /** `asOf` follows the stream's cursor: the channel is heard in full and nothing is missing. */
  readonly isCurrent: boolean
  readonly messages: ReadonlyMap<MessageId, MessageView>
  readonly items: ReadonlyMap<ItemId, ItemView>
  /** Whether `items` holds the whole list. */
  readonly hasAllItems: boolean
  /** Whether every pinned message is among `messages`. */
  readonly hasAllPins: boolean
  /** Key: `WHOLE` for the channel as a whole, else an item's id. */
  readonly timelines: ReadonlyMap<TimelineKey, TimelineState>
}

export type TimelineKey = ItemId | typeof WHOLE
export const WHOLE = 'whole'

/** Which stretches of a timeline are held without a hole, and which of them is looked at. */
export interface TimelineState {
  readonly ranges: readonly Range[]
  /** A seq inside the range looked at; absent: the newest. */
  readonly anchor?: number
}

export interface Loading {
  readonly what: 'first' | 'before' | 'after' | undefined
  readonly refusal?: Refusal
}

export interface ReadAhead {
  readonly channel: ChannelId
  readonly item?: ItemId
  readonly seq: number
}

/** Every message of the timeline with `from <= seq <= to` is held. */
export interface Range {
  readonly from: number
  /** `Infinity`: up to `asOf` and growing with it. */
  readonly to: number
  /** Nothing older exists (or is ours to see). */
  readonly isFirst: boolean
}

/** A file that goes along with a message that is being written or waits. The bytes lie on the device under `upload`. */
export interface Attached {
  readonly upload: ClientId
  readonly name: string
  readonly size: number
  readonly type: string
  /** Of a picture that this browser can show. */
  readonly width?: number
  readonly height?: number
  readonly alt: string
}

export interface Upload {
  readonly sent: number
  readonly size: number
  /** `waiting` for a connection; `ready`: it is there; `refused`: it will not be taken. */
  readonly state: 'waiting' | 'sending' | 'ready' | 'refused'
  readonly file?: FileId
  readonly refusal?: Refusal
}

/** A command that waits for its answer. It stays until its event has been applied. */
export interface OutboxEntry {
  readonly clientId: ClientId
  /** What is to happen; `ref` means nothing here. */
  readonly command: Command
  /** Files that have to be there before it is sent. */
  readonly attached?: readonly Attached[]
  readonly channel: ChannelId
  readonly item: ItemId
  /** The message an edit, a reaction … is about. */
  readonly message?: MessageId
  /** Place in the order of writing, across tabs. */
  readonly order: number
  readonly writtenAt: number
  /** The channel's cursor when it was written: its event comes later. */
  readonly afterSeq: number
  /** `waiting` until a connection takes it, `sending` while unanswered, `failed` until retried or
   *  discarded, `acked` until its event is here. */
  readonly state: 'waiting' | 'sending' | 'failed' | 'acked'
  readonly refusal?: Refusal
  /** From the ack. */
  readonly id?: string
  readonly seq?: number
}

export interface Draft {
  readonly text: string
  readonly quote?: MessageId
  readonly spokenAs?: OrganisationId
  readonly attached?: readonly Attached[]
  /** When an own message is being edited: which. */
  readonly editing?: MessageId
}

export interface Typing {
  readonly channel: ChannelId
  readonly item: ItemId
  readonly member: MemberId
  readonly until: number
}

/** One key for each followed thing. */
export function followKey(subject: Subject): string {
  const [sort, id] = Object.entries(subject)[0] ?? ['', '']
  return `${sort}:${id}`
}

/** One key for a channel, or an item of it. */
export function loadingKey(channel: ChannelId, key: TimelineKey): string {
  return `${channel} ${key}`
}

export function markKey(channel: ChannelId, item: ItemId | undefined): string {
  return `${channel} ${item ?? WHOLE}`
}
