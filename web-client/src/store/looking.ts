// What views ask to see: hands loading to `reading.ts` and `people.ts`, and asks the few things that are not kept.
import type { MessageId, PlaceMember, Reply } from '../wire'
import type { Context } from './context'
import type { Looking } from './interface'
import { put } from './maps'
import { withLoose } from './pages'
import type { People } from './people'
import { withMembers } from './places'
import type { Reading } from './reading'
import { heldMessage } from './writing'

export function createLooking(context: Context, reading: Reading, people: People): Looking {
  const { core, api } = context
  const asked = new Set<MessageId>()

  async function askMessage(id: MessageId): Promise<void> {
    asked.add(id)
    // The answer is at least as new as this.
    const before = core.state.content
    const got = await api.message(id)
    asked.delete(id)
    if (got.ok) {
      const { message } = got.value
      core.changeSoon((state) => withLoose(state, message.channel, [message], before.get(message.channel)?.asOf, false))
    }
    if (!heldMessage(core.state, id) && (got.ok || got.refusal.retry === 'no')) {
      core.changeSoon((state) => ({ ...state, missing: new Set(state.missing).add(id) }))
    }
  }

  return {
    look: (channel) => reading.look(channel),
    peek: (channel) => reading.peek(channel),
    openTimeline: (channel, item, at) => reading.open(channel, item, at),
    loadOlder: (channel, item) => reading.older(channel, item),
    loadNewer: (channel, item) => reading.newer(channel, item),
    listItems: (channel, query) => api.items(channel, query),
    loadPins: (channel) => reading.pins(channel),
    needMembers: (ids) => people.need(ids),
    needMessage: (id) => {
      if (!asked.has(id) && !core.state.missing.has(id) && !heldMessage(core.state, id)) void askMessage(id)
    },
    loadPlaceMembers: async (place) => {
      const id = 'channel' in place ? place.channel : place.workspace
      const got: Reply<PlaceMember[]> = await ('channel' in place ? api.channelMembers(id) : api.workspaceMembers(id))
      if (!got.ok) return
      const roles = got.value.map(({ member, role }) => ({ member: member.id, role }))
      core.changeSoon((state) => withMembers({ ...state, placeMembers: put(state.placeMembers, id, roles) }, got.value.map((one) => one.member)))
    },
    findMembers: async (query, channel, limit = 8) => {
      const got = await api.members({ query, limit, ...(channel === undefined ? {} : { channel }) })
      if (!got.ok) return []
      core.changeSoon((state) => withMembers(state, got.value))
      return got.value
    },
    findTags: async (query) => {
      const got = await api.tags(query)
      return got.ok ? got.value : []
    },
    resolveMessage: (id) => api.message(id),
    formerTexts: (id) => api.edits(id),
    watchPresence: (ids) => people.watch(ids),
  }
}
