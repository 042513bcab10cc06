// A clock that tests move by hand, with seeded chance.
import type { Clock } from '../../wire'

interface Timer {
  at: number
  order: number
  act: () => void
}

export class HandClock implements Clock {
  private time = Date.parse('2026-05-04T08:00:00Z')
  private timers: Timer[] = []
  private order = 0
  private ids = 0

  constructor(readonly chance: () => number = seeded(1)) {}

  now(): number {
    return this.time
  }

  random(): number {
    return this.chance()
  }

  newId(): string {
    this.ids += 1
    return uuid(0xc11e, this.ids)
  }

  after(ms: number, act: () => void): () => void {
    this.order += 1
    const timer = { at: this.time + Math.max(0, ms), order: this.order, act }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((one) => one !== timer)
    }
  }

  /** Lets `ms` go by, running what falls due in order and all promises in between. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms
    for (;;) {
      await settled()
      const next = this.timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0]
      if (!next) break
      this.timers = this.timers.filter((one) => one !== next)
      this.time = Math.max(this.time, next.at)
      next.act()
    }
    this.time = end
  }
}

/** Every promise that can go on has gone on. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** mulberry32 */
export function seeded(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function uuid(sort: number, number: number): string {
  return `${sort.toString(16).padStart(8, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}
