// Where a topic is today, asked only when the channel that was named does not have it.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type ChannelId, type ItemId } from '../../store'

export function useHome(channel: ChannelId, item: ItemId | undefined): ChannelId | undefined {
  const store = useStore()
  const isAbsent = useSelected((state) => {
    if (item === undefined) return false
    const content = state.content.get(channel)
    return content ? content.hasAllItems && !content.items.has(item) : !state.channels.has(channel)
  })
  const [home, setHome] = useState<{ of: ItemId; channel: ChannelId }>()
  useEffect(() => {
    if (item === undefined || !isAbsent) return
    let isWanted = true
    void store.resolveItem(item).then((outcome) => isWanted && outcome.ok && setHome({ of: item, channel: outcome.value.channel }))
    return () => {
      isWanted = false
    }
  }, [store, item, isAbsent])
  return home?.of === item ? home?.channel : undefined
}
