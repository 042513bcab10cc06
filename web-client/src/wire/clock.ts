// Time and chance as parameters, so that tests move them by hand.

export interface Clock {
  /** Milliseconds since 1970; for showing and for waiting, never for order. */
  now(): number
  /** Runs `act` after a while; returns the way to call it off. */
  after(ms: number, act: () => void): () => void
  /** At least 0, below 1. */
  random(): number
  /** A fresh client id. */
  newId(): string
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
  newId: () => uuidV4(),
}

/** `crypto.randomUUID` is missing on plain http that is not loopback; `getRandomValues` is everywhere. */
function uuidV4(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const at = (index: number) => bytes[index] ?? 0
  bytes[6] = (at(6) & 0x0f) | 0x40
  bytes[8] = (at(8) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const CAPS_MS = [5_000, 10_000, 20_000, 30_000]

/** Full jitter: anything between nothing and a cap that grows, so that all clients do not return at once. */
export function backoff(attempt: number, random: number): number {
  return Math.floor(random * (CAPS_MS[Math.min(attempt, CAPS_MS.length - 1)] ?? 30_000))
}
