// What the feed's screen asks and does, by its address: fetched with it, so that the first visit carries none of it.
import type { Ack, Act, ChangeOwnFeed, FeedBody, FeedQuery, Outcome, OwnFeedBody, Store } from '../../store'

const asked = (query: object) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<string, string | number>

export const readFeed = (store: Store, query: Partial<FeedQuery>): Promise<Outcome<FeedBody>> => store.ask('/feed', asked(query))
export const readSettings = (store: Store): Promise<Outcome<OwnFeedBody>> => store.ask('/feed/settings')
export const changeFeed = (store: Store, change: ChangeOwnFeed): Promise<Outcome<Ack>> => store.act({ t: 'change_own_feed', ...change } as Act)
