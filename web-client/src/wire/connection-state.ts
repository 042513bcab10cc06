// The named states of a connection. Every state that ends by itself says when.

export type ConnectionState =
  /** Not opened yet, or closed by ourselves. */
  | { readonly name: 'idle' }
  /** The server knows no session of ours. */
  | { readonly name: 'signed_out'; readonly because: 'session_ended' | 'not_signed_in' }
  /** The browser says that there is no network. */
  | { readonly name: 'offline' }
  /** Opening, or waiting for the hello. */
  | { readonly name: 'connecting'; readonly attempt: number }
  /** Greeted; what was missed is on its way. */
  | { readonly name: 'resuming'; readonly node: string }
  /** Everything missed has arrived. */
  | { readonly name: 'live'; readonly node: string }
  /** Will try again at `until` (milliseconds of the clock). */
  | { readonly name: 'waiting'; readonly attempt: number; readonly until: number }
  /** The node is leaving; will come back at `until`. */
  | { readonly name: 'going_away'; readonly until: number }
  /** The server will not have this program back by itself: too many connections, or a bad frame. */
  | { readonly name: 'stopped'; readonly code: number; readonly reason: string }
