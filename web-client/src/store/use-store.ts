// The one hook that joins the store to React. Nothing else in this room knows of a framework.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Store } from './interface'
import type { State } from './state'

export const StoreContext = createContext<Store | null>(null)

/** The store itself, for its actions. */
export function useStore(): Store {
  const store = useContext(StoreContext)
  if (!store) throw new Error('no store: wrap the tree in StoreContext')
  return store
}

/** What a selector reads, drawn anew only when it changes: `useSelected((state) => select.channel(state, id))`. */
export function useSelected<T>(selector: (state: State) => T): T {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, () => selector(store.getSnapshot()))
}
