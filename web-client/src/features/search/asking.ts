// What search asks and does, by its address: fetched with it, so that the first visit carries none of it.
import type { Ack, Act, ChangeSearch, GoalsBody, Outcome, SaveSearch, SearchesBody, Store, ValuesBody } from '../../store'

export const readGoals = (store: Store, query: string, of: string | undefined): Promise<Outcome<GoalsBody>> =>
  store.ask('/search/goals', of === undefined ? { query } : { query, of })
export const readValues = (store: Store, filter: string, beginning: string): Promise<Outcome<ValuesBody>> => store.ask('/search/values', { filter, beginning })
export const readSearches = (store: Store): Promise<Outcome<SearchesBody>> => store.ask('/searches')
export const saveSearch = (store: Store, wanted: SaveSearch): Promise<Outcome<Ack>> => store.act({ t: 'save_search', ...wanted } as Act)
export const changeSearch = (store: Store, wanted: ChangeSearch): Promise<Outcome<Ack>> => store.act({ t: 'change_search', ...wanted } as Act)
export const removeSearch = (store: Store, search: string): Promise<Outcome<Ack>> => store.act({ t: 'remove_search', search } as Act)
