// Every channel of a workspace that one may read, in the order in which lists show them; asked for anew when the
// device hears of a change.
import { useEffect, useMemo, useState } from 'react'
import { select, useSelected, useStore, type ChannelView, type WorkspaceId } from '../../store'

export function useChannels(workspace: WorkspaceId): readonly ChannelView[] | undefined {
  const store = useStore()
  const held = useSelected((state) => state.channels)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const [fetched, setFetched] = useState<readonly ChannelView[]>()
  useEffect(() => {
    if (isLive) void store.listChannels(workspace).then((outcome) => outcome.ok && setFetched(outcome.value))
  }, [store, workspace, held, isLive])
  return useMemo(() => {
    if (!fetched) return undefined
    const newest = fetched.map((channel) => {
      const known = held.get(channel.id)
      return known && known.version > channel.version ? known : channel
    })
    return select.inOrder(newest)
  }, [fetched, held])
}
