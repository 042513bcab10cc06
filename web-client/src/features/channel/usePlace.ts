// Where a linked message stands: its item and its place in the order. Asked once for each message.
import { useEffect, useState } from 'react'
import { useStore, type ChannelId, type ItemId, type MessageId } from '../../store'

export type Place = { readonly id: MessageId; readonly channel: ChannelId; readonly item: ItemId; readonly seq: number } | 'missing'

export function usePlace(id: MessageId | undefined): Place | undefined {
  const store = useStore()
  const [found, setFound] = useState<{ for: MessageId; at: Place }>()
  useEffect(() => {
    if (id === undefined) return
    let isWanted = true
    void store.resolveMessage(id).then((outcome) => {
      if (!isWanted) return
      if (!outcome.ok) return setFound({ for: id, at: 'missing' })
      const { message } = outcome.value
      setFound({ for: id, at: { id, channel: message.channel, item: message.item, seq: message.seq } })
    })
    return () => {
      isWanted = false
    }
  }, [store, id])
  return found?.for === id ? found?.at : undefined
}
