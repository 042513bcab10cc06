// The door of the store: what views may import. Everything else in this room is its own matter.
export type * from '../wire/protocol.gen'
