// Where talk may go, as far as this device knows: channels one may write in, and the topics of one of them.
import { useEffect, useMemo, useState } from 'react'
import { useSelected, useStore, type ChannelId, type ItemView, type MessageView } from '../../store'
import { useText } from '../../text'
import { channelName, itemTitle } from '../people/names'
import type { Option } from './Finder'

export const AS_IT_IS = 'as-it-is'
export const FRESH = 'fresh'
/** Topics offered by name. */
const TOPICS = 200

/** The channel it stands in first; others only for who may take talk out of it. */
export function useChannels(here: ChannelId, mayLeave: boolean): Option[] {
  const { m } = useText()
  const store = useStore()
  const channels = useSelected((state) => state.channels)
  const standings = useSelected((state) => state.standings)
  return useMemo(() => {
    const state = store.getSnapshot()
    const isGoal = (id: ChannelId) => id === here || (mayLeave && standings.get(id)?.may_post === true)
    const goals = [...channels.values()].filter((channel) => channel.workspace !== undefined && isGoal(channel.id))
    goals.sort((a, b) => Number(b.id === here) - Number(a.id === here))
    return goals.map((channel): Option => {
      const workspace = (channel.workspace !== undefined && state.workspaces.get(channel.workspace)?.name) || ''
      return { id: channel.id, name: channelName(state, channel, m), hint: channel.id === here ? m.moving.here : workspace, icon: channel.visibility === 'private' ? 'lock' : 'hash' }
    })
  }, [channels, standings, here, mayLeave, store, m])
}

export function useTopics(channel: ChannelId | undefined, message: MessageView, isWhole: boolean): Option[] {
  const { m } = useText()
  const store = useStore()
  const [items, setItems] = useState<{ of: ChannelId; items: readonly ItemView[] }>()
  useEffect(() => {
    if (channel === undefined) return
    let isWanted = true
    void store.listItems(channel, { limit: TOPICS }).then((got) => isWanted && got.ok && setItems({ of: channel, items: got.value.items }))
    return () => {
      isWanted = false
    }
  }, [store, channel])
  return useMemo(() => {
    const there = items?.of === channel ? items?.items ?? [] : []
    const isMain = store.getSnapshot().channels.get(message.channel)?.main_item === message.item
    const own: Option[] = isWhole && !isMain && channel !== message.channel ? [{ id: AS_IT_IS, name: m.moving.asItIs, icon: 'talk' }] : []
    own.push({ id: FRESH, name: m.moving.fresh, icon: 'plus' })
    const others = there.filter((item) => item.id !== message.item && item.deleted !== true)
    return [...own, ...others.map((item): Option => ({ id: item.id, name: itemTitle(item, m), icon: 'talk' }))]
  }, [items, channel, message, isWhole, m, store])
}
