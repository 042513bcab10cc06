// The door of the wire: the protocol's types, the socket client, HTTP. It knows nothing of the store.
export * from './protocol.gen'
export type { ConnectionState } from './connection-state'
