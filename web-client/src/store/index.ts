// The door of the store: what views may import. Everything else in this room is its own matter.
export type * from '../wire/protocol.gen'
export type { ConnectionState } from '../wire'
export { createStore, openStore } from './create'
export type { StoreOptions } from './create'
export type { Act, Asking, Accounts, Administration, ComingIn, Directory, InvitationWords, Looking, Moderation, Moving, Opening, Outcome, Places, Store, Workspaces, Writing } from './interface'
export type { Arrivals } from './arrivals'
export { WHOLE, followKey } from './state'
export type {
  Attached, ChannelContent, ChannelMarks, Draft, OutboxEntry, PlaceRole, Range, State, StreamState, TimelineState, Typing as TypingMember,
  Unread, Upload,
} from './state'
export { hasPersonalCode } from './personal-code'
export { draftsOf } from './drafts'
export { fileUrl, pictureUrl } from './files'
export type { Files } from './files'
export type { Tags } from './tags'
export { select } from './select'
export type { ChannelRow, FreshRow, ItemRow, WorkspaceRow } from './select'
export type { Row, Timeline } from './timeline'
export { StoreContext, useSelected, useStore } from './use-store'
