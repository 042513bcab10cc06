// Whom one blocks, asked anew when it changes on any of one's devices.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type BlockView } from '../../store'

export function useBlocks(): readonly BlockView[] | undefined {
  const store = useStore()
  const care = useSelected((state) => state.care)
  const [blocks, setBlocks] = useState<readonly BlockView[]>()
  useEffect(() => {
    let isWanted = true
    void store.listBlocks().then((outcome) => isWanted && outcome.ok && setBlocks(outcome.value))
    return () => {
      isWanted = false
    }
  }, [store, care])
  return blocks
}
