// Where somebody who has just come in begins: the channel of the link, else the first channel of the place.
import type { ChannelId, ChannelView, InvitationOffer, State, Store } from '../../store'

const WAIT_MS = 5_000

/** The channel among those known now. `place` is what the ack named, a channel or a workspace. */
export function landingIn(state: State, offer: InvitationOffer, place: string | undefined): ChannelId | undefined {
  if (offer.sort === 'network') return undefined
  if (place !== undefined && state.channels.has(place)) return place
  const inWorkspace = (one: ChannelView) => one.workspace !== undefined && (place === undefined || one.workspace === place)
  const found = [...state.channels.values()].filter((one) => one.state === 'active' && inWorkspace(one))
  found.sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
  const named = found.find((one) => one.name === offer.channel)
  return (named ?? found[0])?.id
}

/** The same, once the places of who came in are known. */
export function landing(store: Store, offer: InvitationOffer, place: string | undefined): Promise<ChannelId | undefined> {
  return new Promise((resolve) => {
    const done = (channel: ChannelId | undefined) => {
      clearTimeout(timer)
      stop()
      resolve(channel)
    }
    const look = () => {
      const channel = landingIn(store.getSnapshot(), offer, place)
      if (channel !== undefined || offer.sort === 'network') done(channel)
    }
    const timer = setTimeout(() => done(undefined), WAIT_MS)
    const stop = store.subscribe(look)
    look()
  })
}
