// Holds the one state and tells who listens. Whoever changes it does so by a pure function.
import type { Clock, Refusal } from '../wire'
import { EMPTY } from './empty'
import type { State } from './state'

export class Core {
  state: State = EMPTY
  private readonly listeners = new Set<() => void>()
  private readonly refused = new Set<(refusal: Refusal) => void>()
  private readonly watchers = new Set<(state: State, former: State) => void>()
  private isTelling = false

  constructor(private readonly clock: Clock) {}

  /** What a person did shows at once. */
  change(change: (state: State) => State): void {
    if (this.take(change)) this.tell()
  }

  /** What the server said is gathered: views are told once for all that arrives in one go. */
  changeSoon(change: (state: State) => State): void {
    if (!this.take(change) || this.isTelling) return
    this.isTelling = true
    this.clock.after(0, () => {
      this.isTelling = false
      this.tell()
    })
  }

  /** For views. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** For parts of the store: called within every change. A watcher may not change the state itself. */
  watch(watcher: (state: State, former: State) => void): void {
    this.watchers.add(watcher)
  }

  onRefusal(listener: (refusal: Refusal) => void): () => void {
    this.refused.add(listener)
    return () => this.refused.delete(listener)
  }

  refuse(refusal: Refusal): void {
    for (const listener of this.refused) listener(refusal)
  }

  private take(change: (state: State) => State): boolean {
    const former = this.state
    this.state = change(former)
    if (this.state === former) return false
    for (const watcher of this.watchers) watcher(this.state, former)
    return true
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
