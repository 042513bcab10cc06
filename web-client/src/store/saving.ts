// Keeps on the device what changed, a little later and in one go. What the server told away is taken off the
// device, too: no removed text lives on there.
import type { ChannelId, ItemId, MemberView } from '../wire'
import { gathered, type Context } from './context'
import { keptContentOf, placesOf } from './kept'
import type { State } from './state'

const GATHER_MS = 700

export class Saving {
  private readonly dirty = new Set<ChannelId>()
  private readonly members = new Map<string, MemberView>()
  private readonly drafts = new Set<ItemId>()
  private arePlacesDirty = false
  private readonly save

  constructor(private readonly context: Context) {
    this.save = gathered(context.clock, GATHER_MS, () => void this.now())
    context.core.watch((state, former) => {
      if (state.phase === 'ready') this.notice(state, former)
    })
  }

  private notice(state: State, former: State): void {
    for (const [channel, content] of state.content) if (former.content.get(channel) !== content) this.dirty.add(channel)
    for (const channel of former.content.keys()) if (!state.content.has(channel)) this.dirty.add(channel)
    if (state.members !== former.members) {
      for (const [id, member] of state.members) if (former.members.get(id) !== member) this.members.set(id, member)
    }
    for (const [item, draft] of state.drafts) if (former.drafts.get(item) !== draft) this.drafts.add(item)
    for (const item of former.drafts.keys()) if (!state.drafts.has(item)) this.drafts.add(item)
    const parts = ['me', 'network', 'workspaces', 'channels', 'standings', 'organisations', 'follows', 'marks', 'unread', 'readAhead', 'epoch'] as const
    if (parts.some((part) => state[part] !== former[part])) this.arePlacesDirty = true
    if (this.arePlacesDirty || this.dirty.size > 0 || this.members.size > 0 || this.drafts.size > 0) this.save.soon()
  }

  /** Also called when the page goes away. */
  async now(): Promise<void> {
    const { core, database } = this.context
    const { state } = core
    if (state.phase !== 'ready') return this.forget()
    const saves: Promise<void>[] = []
    if (this.arePlacesDirty) {
      const places = placesOf(state)
      if (places) saves.push(database.savePlaces(places))
    }
    for (const channel of this.dirty) {
      const content = state.content.get(channel)
      saves.push(database.saveContent(channel, content && state.epoch !== undefined ? keptContentOf(state.epoch, content) : undefined))
    }
    if (this.members.size > 0) saves.push(database.saveMembers([...this.members.values()]))
    for (const item of this.drafts) saves.push(database.saveDraft(item, state.drafts.get(item)))
    this.forget()
    // What the device cannot keep is fetched again.
    await Promise.allSettled(saves)
  }

  forget(): void {
    this.save.stop()
    this.dirty.clear()
    this.members.clear()
    this.drafts.clear()
    this.arePlacesDirty = false
  }
}
