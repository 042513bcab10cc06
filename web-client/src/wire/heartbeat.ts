// Notices a connection that is dead without having said so: a ping after 25 s, and silence of 10 s after it.
import type { Clock } from './clock'

const PING_EVERY_MS = 25_000
const SILENCE_MS = 10_000

export class Heartbeat {
  private stopTimer: () => void = () => undefined
  private stopSilence: (() => void) | undefined

  constructor(
    private readonly clock: Clock,
    private readonly ping: () => void,
    private readonly dead: () => void,
  ) {}

  start(): void {
    this.stop()
    this.stopTimer = this.clock.after(PING_EVERY_MS, () => this.beat())
  }

  stop(): void {
    this.stopTimer()
    this.stopSilence?.()
    this.stopSilence = undefined
  }

  /** Any frame is a sign of life. */
  heard(): void {
    this.stopSilence?.()
    this.stopSilence = undefined
  }

  /** Asks now: the page came back to the screen and the network may be another one. */
  beat(): void {
    this.stopTimer()
    this.ping()
    this.stopSilence ??= this.clock.after(SILENCE_MS, this.dead)
    this.stopTimer = this.clock.after(PING_EVERY_MS, () => this.beat())
  }
}
