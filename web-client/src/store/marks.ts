// Tells the server how far one has read. The state is raised at once; here it is sent, gathered, and kept until
// it is answered. Also asks the server where the counts are doubtful, and where marks moved while away.
import type { Hello } from '../wire'
import { gathered, isConnected, type Context } from './context'
import { allMarksKnown, toldAll } from './places'
import { markKey, type ReadAhead, type State } from './state'
import { settledMark } from './unread'

const SEND_AFTER_MS = 500
const ASK_AFTER_MS = 500
const ASK_AGAIN_MS = 2_000
/** From this many doubtful channels on, all are asked for at once. */
const MANY_CHANNELS = 5

export class Marks {
  private readonly send
  private readonly ask
  private readonly askLater
  private readonly onTheWay = new Set<string>()
  private isAsking = false

  constructor(private readonly context: Context) {
    const { clock, core } = context
    this.send = gathered(clock, SEND_AFTER_MS, () => this.sendAll())
    this.ask = gathered(clock, ASK_AFTER_MS, () => void this.askDoubtful())
    this.askLater = gathered(clock, ASK_AGAIN_MS, () => void this.askDoubtful())
    core.watch((state, former) => {
      if (state.readAhead !== former.readAhead) this.send.soon()
      if (state.marksStale || (state.unread !== former.unread && doubtful(state).length > 0)) this.ask.soon()
    })
  }

  connected(hello: Hello): void {
    const { core } = this.context
    if (hello.mark_version > core.state.markVersion) core.change((state) => ({ ...state, marksStale: true }))
    this.send.soon()
    this.ask.soon()
  }

  private sendAll(): void {
    if (!isConnected(this.context)) return
    for (const ahead of this.context.core.state.readAhead.values()) {
      const key = markKey(ahead.channel, ahead.item)
      if (!this.onTheWay.has(key)) void this.sendOne(key, ahead)
    }
  }

  private async sendOne(key: string, ahead: ReadAhead): Promise<void> {
    const { channel, item, seq } = ahead
    const { core, wire, clock } = this.context
    this.onTheWay.add(key)
    const answer = await wire.call({
      t: 'mark_read', ref: 0, client_id: clock.newId(), channel, seq, ...(item === undefined ? {} : { item }),
    })
    this.onTheWay.delete(key)
    if (answer.kind === 'acked') core.changeSoon((state) => settledMark(state, ahead, answer.ack.mark))
    else if (answer.kind === 'refused' && answer.refusal.retry === 'no') core.changeSoon((state) => settledMark(state, ahead, undefined))
    else if (answer.kind === 'refused') clock.after(answer.refusal.retry_after_ms ?? ASK_AGAIN_MS, () => this.send.soon())
    if (core.state.readAhead.has(key) && answer.kind !== 'refused') this.send.soon()
  }

  private async askDoubtful(): Promise<void> {
    const { core, api } = this.context
    if (this.isAsking || !isConnected(this.context)) return
    const channels = doubtful(core.state)
    const isAll = core.state.marksStale || channels.length > MANY_CHANNELS
    if (!isAll && channels.length === 0) return
    this.isAsking = true
    try {
      for (const channel of isAll ? [undefined] : channels) {
        const asked = channel === undefined ? [...core.state.unread.keys()] : [channel]
        const cursors = core.state.streams
        const got = await api.unread(channel)
        if (!got.ok) return this.askLater.soon()
        core.changeSoon((state) => {
          const next = channel === undefined ? allMarksKnown(state, got.value.mark_version) : state
          return toldAll(next, asked, got.value, (one) => cursors.get(one)?.cursor ?? 0)
        })
      }
    } finally {
      this.isAsking = false
    }
    // An answer that was overtaken by what happened meanwhile is left aside; the next one will do.
    if (core.state.marksStale || doubtful(core.state).length > 0) this.askLater.soon()
  }
}

function doubtful(state: State): readonly string[] {
  return [...state.unread].flatMap(([channel, unread]) => (unread.doubtful ? [channel] : []))
}
