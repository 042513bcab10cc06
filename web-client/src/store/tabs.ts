// Other tabs of the same browser: they are told what changed in the outbox and when one signs out, and only one
// of them at a time sends the messages of an item.
import type { Ack, ClientId, MemberId, Refusal } from '../wire'
import type { OutboxEntry } from './state'

export type TabNews =
  | { readonly kind: 'entry'; readonly entry: OutboxEntry }
  | { readonly kind: 'acked'; readonly ack: Ack }
  | { readonly kind: 'failed'; readonly clientId: ClientId; readonly refusal: Refusal }
  | { readonly kind: 'discarded'; readonly clientId: ClientId }
  | { readonly kind: 'signed_out' }

export interface Tabs {
  /** From now on news are those of this member. */
  belong(member: MemberId | undefined): void
  tell(news: TabNews): void
  listen(listener: (news: TabNews) => void): void
  /** Runs `act` while no other tab runs one of the same name. */
  alone(name: string, act: () => Promise<void>): Promise<void>
}

/** Where the browser has no Web Locks (plain http away from loopback) tabs are not kept apart; the client id
 *  still keeps a message from being made twice. */
export function browserTabs(): Tabs {
  let channel: BroadcastChannel | undefined
  let hear: (news: TabNews) => void = () => undefined
  return {
    belong: (member) => {
      channel?.close()
      channel = member === undefined || typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`talkoo ${member}`)
      channel?.addEventListener('message', ({ data }: MessageEvent<TabNews>) => hear(data))
    },
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no origin to name
    tell: (news) => channel?.postMessage(news),
    listen: (listener) => {
      hear = listener
    },
    alone: async (name, act) => {
      const locks: LockManager | undefined = navigator.locks
      if (locks) await locks.request(`talkoo ${name}`, act)
      else await act()
    },
  }
}

/** A browser with one tab. */
export function loneTab(): Tabs {
  return { belong: () => undefined, tell: () => undefined, listen: () => undefined, alone: (_, act) => act() }
}
