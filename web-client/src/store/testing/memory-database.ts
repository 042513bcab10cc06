// A device that keeps in memory what IndexedDB would keep, for tests that do not ask about IndexedDB itself.
import type { Database } from '../database'
import type { KeptContent, KeptPlaces } from '../kept'
import type { Draft, OutboxEntry } from '../state'
import type { MemberView } from '../../wire'

export function memoryDatabase(): Database {
  let member: string | undefined
  let places: KeptPlaces | undefined
  const members = new Map<string, MemberView>()
  const content = new Map<string, KeptContent>()
  const drafts = new Map<string, Draft>()
  const outbox = new Map<string, OutboxEntry>()
  const blobs = new Map<string, Blob>()
  const inOrder = () => [...outbox.values()].sort((a, b) => a.order - b.order)
  const wipeContent = async () => {
    places = undefined
    members.clear()
    content.clear()
  }
  return {
    lastMember: () => member,
    belong: async (next) => {
      if (member !== undefined && member !== next) {
        await wipeContent()
        drafts.clear()
        outbox.clear()
      }
      member = next
    },
    load: async () => ({ places, members: [...members.values()], drafts: new Map(drafts), outbox: inOrder() }),
    content: async (channel) => structuredClone(content.get(channel)),
    savePlaces: async (next) => {
      places = structuredClone(next)
    },
    saveMembers: async (next) => {
      for (const one of next) members.set(one.id, one)
    },
    saveContent: async (channel, next) => {
      if (next) content.set(channel, structuredClone(next))
      else content.delete(channel)
    },
    saveDraft: async (item, draft) => {
      if (draft) drafts.set(item, draft)
      else drafts.delete(item)
    },
    saveEntry: async (entry) => {
      outbox.set(entry.clientId, structuredClone(entry))
      return true
    },
    dropEntry: async (clientId) => {
      outbox.delete(clientId)
    },
    entries: async () => inOrder(),
    saveBlob: async (upload, blob) => void blobs.set(upload, blob),
    blob: async (upload) => blobs.get(upload),
    dropBlob: async (upload) => void blobs.delete(upload),
    wipeContent,
    wipe: async () => {
      await wipeContent()
      drafts.clear()
      outbox.clear()
      member = undefined
    },
  }
}
