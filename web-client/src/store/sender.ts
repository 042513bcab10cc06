// Sends the outbox: one unanswered command of an item at a time, in the order of writing, by one tab at a time. A
// command is kept on the device before it is sent and until it is answered; what was not answered is sent again
// under the same client id, so it happens once.
import type { Act } from './interface'
import type { Ack, ChannelId, ClientId, Command, ItemId, MessageId, Refusal } from '../wire'
import type { FilesOnTheirWay } from './files'
import { isConnected, pause, type Context } from './context'
import { acked, failed, sending, waitingAgain, withEntry, withoutEntry } from './outbox'
import type { Attached, OutboxEntry } from './state'
import type { TabNews } from './tabs'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** Their failure leaves nothing on the screen to retry; the person is told and the thing is as it was. */
const FLEETING: ReadonlySet<string> = new Set(['react', 'unreact', 'pin', 'unpin'])

export class Sender {
  private readonly draining = new Set<ItemId>()
  private readonly again = new Set<ItemId>()
  /** Not on the device yet: being written, or refused by it. */
  private readonly keeping = new Set<ClientId>()
  private readonly unkept = new Set<ClientId>()
  private lastOrder = 0

  constructor(private readonly context: Context, private readonly files: Pick<FilesOnTheirWay, 'settled' | 'drop'>) {}

  /** Puts a command in the outbox. */
  put(act: Act, channel: ChannelId, item: ItemId, message?: MessageId, attached?: readonly Attached[]): ClientId {
    const { core, clock } = this.context
    const clientId = clock.newId()
    const { state } = core
    // Two tabs write in the order of the clock; one tab always in its own.
    this.lastOrder = Math.max(clock.now(), this.lastOrder + 1, (state.outbox.at(-1)?.order ?? 0) + 1)
    const entry: OutboxEntry = {
      clientId,
      command: { ...act, client_id: clientId, ref: 0 } as Command,
      channel, item,
      ...(message === undefined ? {} : { message }),
      ...(attached === undefined || attached.length === 0 ? {} : { attached }),
      order: this.lastOrder,
      writtenAt: clock.now(),
      afterSeq: Math.max(state.content.get(channel)?.asOf ?? 0, state.streams.get(channel)?.cursor ?? 0),
      state: 'waiting',
    }
    core.change((next) => withEntry(next, entry))
    void this.keptThenSent(entry)
    return clientId
  }

  private async keptThenSent(entry: OutboxEntry): Promise<void> {
    this.keeping.add(entry.clientId)
    const isKept = await this.context.database.saveEntry(entry).catch(() => false)
    this.keeping.delete(entry.clientId)
    // What the device cannot keep (it is full, or not allowed to) is sent all the same.
    if (isKept) this.context.tabs.tell({ kind: 'entry', entry })
    else this.unkept.add(entry.clientId)
    await this.drain(entry.item)
  }

  retry(clientId: ClientId): void {
    const { core } = this.context
    core.change((state) => waitingAgain(state, clientId))
    const entry = core.state.outbox.find((one) => one.clientId === clientId)
    if (entry) void this.keptThenSent(entry)
  }

  discard(clientId: ClientId): void {
    const { core, database, tabs } = this.context
    const entry = core.state.outbox.find((one) => one.clientId === clientId)
    core.change((state) => withoutEntry(state, clientId))
    void this.files.drop(entry, true)
    void database.dropEntry(clientId).catch(() => undefined)
    tabs.tell({ kind: 'discarded', clientId })
  }

  /** A connection is there. */
  drainAll(): void {
    for (const item of new Set(this.context.core.state.outbox.map((entry) => entry.item))) void this.drain(item)
  }

  private async drain(item: ItemId): Promise<void> {
    if (this.draining.has(item)) {
      this.again.add(item)
      return
    }
    this.draining.add(item)
    try {
      do {
        this.again.delete(item)
        await this.context.tabs.alone(`outbox ${item}`, () => this.sendInOrder(item))
      } while (this.again.has(item))
    } finally {
      this.draining.delete(item)
    }
  }

  private async sendInOrder(item: ItemId): Promise<void> {
    let wait = FIRST_PAUSE_MS
    while (isConnected(this.context)) {
      const entry = await this.next(item)
      if (!entry) return
      const pauseMs = await this.sendOne(entry)
      if (pauseMs === undefined) {
        wait = FIRST_PAUSE_MS
        continue
      }
      if (!isConnected(this.context)) return
      await pause(this.context.clock, Math.max(pauseMs, wait))
      wait = Math.min(LONGEST_PAUSE_MS, wait * 2)
    }
  }

  /** The oldest that waits. One that the device has no more was sent, or thrown away, by another tab. */
  private async next(item: ItemId): Promise<OutboxEntry | undefined> {
    const { core, database } = this.context
    const all = await database.entries().catch(() => undefined)
    const onDevice = all && new Set(all.map((entry) => entry.clientId))
    for (const entry of core.state.outbox) {
      if (entry.item !== item || (entry.state !== 'waiting' && entry.state !== 'sending')) continue
      const { clientId } = entry
      // Its turn comes when it is kept; nothing behind it goes first.
      if (this.keeping.has(clientId)) return undefined
      if (!onDevice || onDevice.has(clientId) || this.unkept.has(clientId)) return entry
      core.change((state) => withoutEntry(state, clientId))
    }
    return undefined
  }

  /** Answers how long to wait before the next attempt; nothing when the command is answered for good. */
  private async sendOne(waiting: OutboxEntry): Promise<number | undefined> {
    const { core, wire } = this.context
    core.change((state) => sending(state, waiting.clientId))
    const entry = await this.files.settled(waiting)
    if ('code' in entry) {
      if (entry.retry !== 'no') {
        core.change((state) => waitingAgain(state, waiting.clientId))
        return entry.retry_after_ms ?? FIRST_PAUSE_MS
      }
      await this.wasRefused(waiting, entry)
      return undefined
    }
    // Thrown away while its files were on their way.
    if (!core.state.outbox.some((one) => one.clientId === entry.clientId)) return undefined
    const answer = await wire.call(entry.command)
    if (answer.kind === 'acked') {
      void this.files.drop(entry, false)
      await this.wasAcked(answer.ack)
      return undefined
    }
    if (answer.kind === 'refused' && answer.refusal.retry === 'no') {
      await this.wasRefused(entry, answer.refusal)
      return undefined
    }
    core.change((state) => waitingAgain(state, entry.clientId))
    return answer.kind === 'refused' ? (answer.refusal.retry_after_ms ?? FIRST_PAUSE_MS) : 0
  }

  private async wasAcked(ack: Ack): Promise<void> {
    const { core, database, tabs } = this.context
    core.change((state) => acked(state, ack))
    tabs.tell({ kind: 'acked', ack })
    await database.dropEntry(ack.client_id).catch(() => undefined)
  }

  private async wasRefused(entry: OutboxEntry, refusal: Refusal): Promise<void> {
    const { core, database, tabs } = this.context
    if (FLEETING.has(entry.command.t)) {
      core.change((state) => withoutEntry(state, entry.clientId))
      core.refuse(refusal)
      tabs.tell({ kind: 'discarded', clientId: entry.clientId })
      await database.dropEntry(entry.clientId).catch(() => undefined)
      return
    }
    core.change((state) => failed(state, entry.clientId, refusal))
    tabs.tell({ kind: 'failed', clientId: entry.clientId, refusal })
    await database.saveEntry({ ...entry, state: 'failed', refusal }).catch(() => false)
  }

  /** Another tab has changed the outbox. */
  heard(news: TabNews): void {
    const { core } = this.context
    switch (news.kind) {
      case 'entry':
        core.change((state) => withEntry(state, { ...news.entry, state: 'waiting' }))
        return void this.drain(news.entry.item)
      case 'acked':
        return core.change((state) => acked(state, news.ack))
      case 'failed':
        return core.change((state) => failed(state, news.clientId, news.refusal))
      case 'discarded':
        return core.change((state) => withoutEntry(state, news.clientId))
      default:
    }
  }
}
