// What the device keeps of a member, in IndexedDB: places, people, recent content of visited channels, drafts, and
// the outbox. One database a member; all of it goes at sign-out. It decides nothing: it keeps and gives back.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { ChannelId, ClientId, ItemId, MemberId, MemberView } from '../wire'
import type { KeptContent, KeptPlaces } from './kept'
import type { Draft, OutboxEntry } from './state'

export interface Kept {
  readonly places: KeptPlaces | undefined
  readonly members: readonly MemberView[]
  readonly drafts: ReadonlyMap<ItemId, Draft>
  readonly outbox: readonly OutboxEntry[]
}

export interface Database {
  /** Whose device this was last. */
  lastMember(): MemberId | undefined
  /** From now on this member's. What another one left is wiped. */
  belong(member: MemberId): Promise<void>
  load(): Promise<Kept>
  content(channel: ChannelId): Promise<KeptContent | undefined>
  savePlaces(places: KeptPlaces): Promise<void>
  saveMembers(members: readonly MemberView[]): Promise<void>
  saveContent(channel: ChannelId, content: KeptContent | undefined): Promise<void>
  saveDraft(item: ItemId, draft: Draft | undefined): Promise<void>
  /** True when it is on the device. */
  saveEntry(entry: OutboxEntry): Promise<boolean>
  dropEntry(clientId: ClientId): Promise<void>
  /** What waits on the device, in the order of writing; nothing when it keeps nothing. */
  entries(): Promise<readonly OutboxEntry[] | undefined>
  /** The bytes of a file that is on its way, and its name. */
  saveBlob(upload: ClientId, blob: Blob): Promise<void>
  blob(upload: ClientId): Promise<Blob | undefined>
  dropBlob(upload: ClientId): Promise<void>
  /** Everything that the server can tell again. */
  wipeContent(): Promise<void>
  /** Everything of this member. */
  wipe(): Promise<void>
}

interface Schema extends DBSchema {
  places: { key: string; value: KeptPlaces }
  members: { key: string; value: MemberView }
  content: { key: string; value: KeptContent }
  drafts: { key: string; value: Draft }
  outbox: { key: string; value: OutboxEntry }
  blobs: { key: string; value: Blob }
}

const POINTER = 'talkoo.member'
const VERSION = 2
const nameOf = (member: MemberId) => `talkoo-${member}`

/** Kept in the browser. `pointer` says whose the device is (localStorage). */
export function browserDatabase(pointer: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Database {
  return new Indexed(pointer)
}

class Indexed implements Database {
  private member: MemberId | undefined
  private opened: Promise<IDBPDatabase<Schema> | undefined> = Promise.resolve(undefined)

  constructor(private readonly pointer: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  lastMember(): MemberId | undefined {
    return this.pointer.getItem(POINTER) ?? undefined
  }

  async belong(member: MemberId): Promise<void> {
    const former = this.lastMember()
    if (this.member === member) return
    await this.close()
    if (former !== undefined && former !== member) await deleteDB(nameOf(former))
    this.pointer.setItem(POINTER, member)
    this.member = member
    this.opened = open(member, () => {
      this.opened = Promise.resolve(undefined)
    })
    await this.opened
  }

  async load(): Promise<Kept> {
    const database = await this.opened
    if (!database) return { places: undefined, members: [], drafts: new Map(), outbox: [] }
    const [places, members, items, drafts, outbox] = await Promise.all([
      database.get('places', 'start'), database.getAll('members'), database.getAllKeys('drafts'), database.getAll('drafts'),
      database.getAll('outbox'),
    ])
    const pairs = items.flatMap((item, at) => {
      const draft = drafts[at]
      return draft ? [[item, draft] as const] : []
    })
    return { places, members, drafts: new Map(pairs), outbox: inOrder(outbox) }
  }

  async content(channel: ChannelId): Promise<KeptContent | undefined> {
    return (await this.opened)?.get('content', channel)
  }

  async savePlaces(places: KeptPlaces): Promise<void> {
    await (await this.opened)?.put('places', places, 'start')
  }

  async saveMembers(members: readonly MemberView[]): Promise<void> {
    const writing = (await this.opened)?.transaction('members', 'readwrite')
    if (!writing) return
    await Promise.all([...members.map((member) => writing.store.put(member, member.id)), writing.done])
  }

  async saveContent(channel: ChannelId, content: KeptContent | undefined): Promise<void> {
    const database = await this.opened
    await (content ? database?.put('content', content, channel) : database?.delete('content', channel))
  }

  async saveDraft(item: ItemId, draft: Draft | undefined): Promise<void> {
    const database = await this.opened
    await (draft ? database?.put('drafts', draft, item) : database?.delete('drafts', item))
  }

  async saveEntry(entry: OutboxEntry): Promise<boolean> {
    const database = await this.opened
    await database?.put('outbox', entry, entry.clientId)
    return database !== undefined
  }

  async dropEntry(clientId: ClientId): Promise<void> {
    await (await this.opened)?.delete('outbox', clientId)
  }

  async entries(): Promise<readonly OutboxEntry[] | undefined> {
    const database = await this.opened
    return database && inOrder(await database.getAll('outbox'))
  }

  async saveBlob(upload: ClientId, blob: Blob): Promise<void> {
    await (await this.opened)?.put('blobs', blob, upload)
  }

  async blob(upload: ClientId): Promise<Blob | undefined> {
    return (await this.opened)?.get('blobs', upload)
  }

  async dropBlob(upload: ClientId): Promise<void> {
    await (await this.opened)?.delete('blobs', upload)
  }

  async wipeContent(): Promise<void> {
    const writing = (await this.opened)?.transaction(['places', 'members', 'content'], 'readwrite')
    if (!writing) return
    await Promise.all([
      writing.objectStore('places').clear(), writing.objectStore('members').clear(), writing.objectStore('content').clear(), writing.done,
    ])
  }

  async wipe(): Promise<void> {
    const member = this.member ?? this.lastMember()
    await this.close()
    this.member = undefined
    this.pointer.removeItem(POINTER)
    if (member !== undefined) await deleteDB(nameOf(member))
  }

  private async close(): Promise<void> {
    const database = await this.opened
    this.opened = Promise.resolve(undefined)
    database?.close()
  }
}

function inOrder(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return [...entries].sort((a, b) => a.order - b.order)
}

/** Without IndexedDB (some private windows) everything works but nothing is kept. */
async function open(member: MemberId, gone: () => void): Promise<IDBPDatabase<Schema> | undefined> {
  try {
    return await openDB<Schema>(nameOf(member), VERSION, {
      upgrade: (database) => {
        for (const store of ['places', 'members', 'content', 'drafts', 'outbox', 'blobs'] as const)
          if (!database.objectStoreNames.contains(store)) database.createObjectStore(store)
      },
      // Another tab signs out: it waits until this one lets go.
      blocking: (_current, _blocked, event) => {
        gone()
        ;(event.target as IDBDatabase).close()
      },
      terminated: gone,
    })
  } catch {
    return undefined
  }
}
