// Says a refusal that belongs to no row on the screen, such as a reaction that was not taken.
import { useEffect } from 'react'
import { refusalWords } from '../features/people/refusals'
import { useStore } from '../store'
import { useText } from '../text'
import { useAnnounce } from '../ui/Announcer'

export function useRefusals(): void {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  useEffect(() => store.onRefusal((refusal) => announce(refusalWords(refusal, m))), [store, announce, m])
}
