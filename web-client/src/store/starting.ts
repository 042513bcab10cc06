// Reads the start, at the beginning and whenever places changed in a way that an event alone does not tell. New
// streams are taken up, those that are not one's own any more are left.
import { withStart, withoutContent } from './places'
import { gathered, isConnected, type Context } from './context'
import type { Link } from './link'
import type { Refusal } from '../wire'

const GATHER_MS = 200
const AGAIN_MS = 5_000

export class Starting {
  private readonly refresh
  private underWay: Promise<Refusal | undefined> | undefined

  constructor(private readonly context: Context, private readonly link: () => Link) {
    this.refresh = gathered(context.clock, GATHER_MS, () => void this.refreshed())
    context.core.watch((state, former) => {
      if (state.placesStale && !former.placesStale) this.refresh.soon()
    })
  }

  /** Answers the refusal when the start could not be read. */
  read(): Promise<Refusal | undefined> {
    this.underWay ??= this.readOnce().finally(() => {
      this.underWay = undefined
    })
    return this.underWay
  }

  private async readOnce(): Promise<Refusal | undefined> {
    const { core, api, database, tabs } = this.context
    core.changeSoon((state) => (state.placesStale ? { ...state, placesStale: false } : state))
    const got = await api.start()
    if (!got.ok) return got.refusal
    const start = got.value
    const isOther = core.state.me !== undefined && core.state.me.id !== start.me.id
    if (isOther) return { code: 'conflict', message: 'another member', request_id: '', retry: 'no' }
    await database.belong(start.me.id).catch(() => undefined)
    tabs.belong(start.me.id)
    const isOtherLife = core.state.epoch !== undefined && core.state.epoch !== start.epoch
    if (isOtherLife) await database.wipeContent().catch(() => undefined)
    const before = new Set(core.state.streams.keys())
    core.change((state) => withStart(isOtherLife ? withoutContent(state) : state, start))
    const now = core.state.streams
    this.link().leave([...before].filter((stream) => !now.has(stream)))
    if (isConnected(this.context)) this.link().resume([...now.keys()].filter((stream) => !before.has(stream)))
    return undefined
  }

  private async refreshed(): Promise<void> {
    const refusal = await this.read()
    if (refusal && refusal.retry !== 'no') this.context.clock.after(AGAIN_MS, () => this.refresh.soon())
  }
}
