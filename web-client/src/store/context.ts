// What every part of the store is given: the state, the ways to the server, the device, time.
import type { Api, Clock, Wire } from '../wire'
import type { Core } from './core'
import type { Database } from './database'
import type { Tabs } from './tabs'

export interface Context {
  readonly core: Core
  readonly wire: Wire
  readonly api: Api
  readonly database: Database
  readonly tabs: Tabs
  readonly clock: Clock
}

/** Greeted by the server: what is said now is heard. */
export function isConnected({ wire }: Pick<Context, 'wire'>): boolean {
  return wire.state.name === 'live' || wire.state.name === 'resuming'
}

/** Runs `act` once after a while of quiet, however often it is asked for. */
export function gathered(clock: Clock, ms: number, act: () => void): { soon(): void; stop(): void } {
  let stop: (() => void) | undefined
  return {
    soon: () => {
      stop ??= clock.after(ms, () => {
        stop = undefined
        act()
      })
    },
    stop: () => {
      stop?.()
      stop = undefined
    },
  }
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}
