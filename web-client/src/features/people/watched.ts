// Who is on the screen, gathered from all parts of it: the server is asked about the presence of just these.
import { useEffect } from 'react'
import { useStore, type MemberId, type Store } from '../../store'

const MOST = 200
const shown = new Map<string, readonly MemberId[]>()

function tell(store: Store): void {
  const all = [...new Set([...shown.values()].flat())].slice(0, MOST)
  store.needMembers(all)
  store.watchPresence(all)
}

/** While the part is on the screen, the presence of these is known. `part` names the part. */
export function useWatched(part: string, ids: readonly MemberId[]): void {
  const store = useStore()
  const key = ids.join(' ')
  useEffect(() => {
    shown.set(part, key === '' ? [] : key.split(' '))
    tell(store)
    return () => {
      shown.delete(part)
    }
  }, [store, part, key])
}
