// The socket as a state machine with named states: opens, greets, resumes, stays, comes back. It matches
// answers to commands and passes every other frame on. It holds no cursors and knows nothing of content:
// whoever listens answers `hello` with `resume`.
import { Calls, type Answer } from './calls'
import { backoff, type Clock } from './clock'
import type { ConnectionState } from './connection-state'
import { Heartbeat } from './heartbeat'
import {
  closeCodes, protocolVersion, type Command, type Depth, type Epoch, type Hello, type LiveFrame, type ServerFrame,
  type StreamId,
} from './protocol.gen'
import type { Signals } from './signals'
import { whole } from './whole'

/** The part of a WebSocket that is used. */
export interface Socket {
  send(text: string): unknown
  close(code?: number): void
}

/** What a socket tells. Nothing after `closed`. */
export interface Ear {
  text(text: string): unknown
  closed(code: number): unknown
}

export interface Listener {
  state(state: ConnectionState): void
  /** Answer with `resume`, in this turn. */
  hello(hello: Hello): void
  frame(frame: ServerFrame): void
}

export interface Position {
  readonly epoch: Epoch
  readonly cursors: ReadonlyMap<StreamId, number>
  /** Of these every event comes with its content, of the others light. */
  readonly full: ReadonlySet<StreamId>
}

export interface Wire {
  readonly state: ConnectionState
  listen(listener: Listener): void
  /** Connects and stays connected until `close`. */
  open(): void
  close(): void
  /** Now, whatever the backoff says. */
  reconnect(): void
  /** Takes up streams. After a hello the connection is `resuming` until each is answered. */
  resume(position: Position): void
  /** The number in `ref` is given here. */
  call(command: Command): Promise<Answer>
  /** Says something that needs no answer. False when nobody hears it. */
  say(frame: LiveFrame): boolean
  hear(streams: readonly StreamId[], depth: Depth): boolean
}

export interface WireOptions {
  readonly connect: (ear: Ear) => Socket
  readonly clock: Clock
  readonly signals: Signals
  /** Whether the session is still good; asked after a connection that failed without a word. */
  readonly isSignedIn: () => Promise<boolean | undefined>
}

const HELLO_WITHIN_MS = 15_000
const SETTLED_AFTER_MS = 5_000
const RESUME_STREAMS = 50
const BACK_ONLINE_MS = 1_000
/** A page that nobody looks at, on a device that is told by push, holds its socket this long. */
export const REST_AFTER_MS = 60_000
/** The range whose codes ask for a new sign-in. */
const TOO_MANY = 4102

export function createWire(options: WireOptions): Wire {
  return new SocketWire(options)
}

class SocketWire implements Wire {
  state: ConnectionState = { name: 'idle' }
  private readonly calls: Calls
  private readonly heartbeat: Heartbeat
  private listener: Listener = { state: () => undefined, hello: () => undefined, frame: () => undefined }
  private socket: Socket | undefined
  private stopTimer: () => void = () => undefined
  private stopRest: () => void = () => undefined
  private isResting = false
  private stopSignals: (() => void) | undefined
  private attempt = 0
  private greetedAt: number | undefined
  private hello: Hello | undefined
  private readonly awaited = new Set<StreamId>()
  private goAfterMs: number | undefined
  private wasOnline = true

  constructor(private readonly options: WireOptions) {
    this.calls = new Calls(options.clock)
    this.heartbeat = new Heartbeat(options.clock, () => this.say({ t: 'ping' }), () => this.drop())
  }

  listen(listener: Listener): void {
    this.listener = listener
  }

  open(): void {
    this.stopSignals ??= this.options.signals.watch(() => this.signalled())
    this.wasOnline = this.options.signals.isOnline()
    this.attempt = 0
    if (!this.socket) this.connect()
  }

  close(): void {
    this.stopSignals?.()
    this.stopSignals = undefined
    this.stopRest()
    this.isResting = false
    this.leave()
    this.become({ name: 'idle' })
  }

  reconnect(): void {
    if (this.state.name === 'live' || this.state.name === 'resuming') return
    this.leave()
    this.connect()
  }

  resume(position: Position): void {
    const all = [...position.cursors]
    if (this.state.name === 'connecting' && this.hello) {
      for (const [stream] of all) this.awaited.add(stream)
      this.become({ name: 'resuming', node: this.hello.node })
    }
    for (let from = 0; from < all.length; from += RESUME_STREAMS) {
      const part = all.slice(from, from + RESUME_STREAMS)
      const full = part.flatMap(([stream]) => (position.full.has(stream) ? [stream] : []))
      this.say({ t: 'resume', ref: 0, epoch: position.epoch, cursors: Object.fromEntries(part), depth: 'light', full })
    }
    this.settle()
  }

  call(command: Command): Promise<Answer> {
    if (!this.socket || !this.hello) return Promise.resolve({ kind: 'unanswered' })
    const { reference, answer } = this.calls.begin()
    this.socket.send(JSON.stringify({ ...command, ref: reference }))
    return answer
  }

  say(frame: LiveFrame): boolean {
    if (!this.socket || !this.hello) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  hear(streams: readonly StreamId[], depth: Depth): boolean {
    return this.say({ t: 'subscribe', ref: 0, streams: [...streams], depth })
  }

  private become(state: ConnectionState): void {
    this.state = state
    this.listener.state(state)
  }

  private connect(): void {
    this.stopTimer()
    if (!this.options.signals.isOnline()) return this.become({ name: 'offline' })
    this.become({ name: 'connecting', attempt: this.attempt })
    const socket = this.options.connect({
      text: (text) => this.socket === socket && this.heard(text),
      closed: (code) => this.socket === socket && this.closed(code),
    })
    this.socket = socket
    this.stopTimer = this.options.clock.after(HELLO_WITHIN_MS, () => this.drop())
  }

  private heard(text: string): void {
    this.heartbeat.heard()
    const frame = read(text)
    if (!frame) return
    if (frame.t === 'hello') return this.greeted(frame)
    if (!this.hello) return
    if (frame.t === 'ack' || frame.t === 'refused') this.calls.answered(frame)
    if (frame.t === 'going_away') return this.goAway(frame.retry_after_ms)
    this.listener.frame(frame)
    if (frame.t === 'caught_up' || frame.t === 'reset' || frame.t === 'lost') {
      this.awaited.delete(frame.stream)
      this.settle()
    }
  }

  private greeted(hello: Hello): void {
    this.stopTimer()
    if (hello.protocol !== protocolVersion) {
      this.leave()
      return this.become({ name: 'stopped', code: 0, reason: 'outdated' })
    }
    this.hello = hello
    this.greetedAt = this.options.clock.now()
    this.heartbeat.start()
    this.listener.hello(hello)
  }

  private settle(): void {
    if (this.state.name === 'resuming' && this.awaited.size === 0) this.become({ name: 'live', node: this.state.node })
  }

  /** Leaves at once, so that the node may stop, and comes back within the time it gave. */
  private goAway(retryAfterMs: number): void {
    this.goAfterMs = Math.floor(this.options.clock.random() * retryAfterMs)
    this.drop()
  }

  /** Gives a socket up that still looks open, and goes on as if it had closed. */
  private drop(): void {
    const socket = this.socket
    this.closed(1006)
    socket?.close(1000)
  }

  private closed(code: number): void {
    const wasGreeted = this.hello !== undefined
    const lasted = this.greetedAt === undefined ? 0 : this.options.clock.now() - this.greetedAt
    this.forget()
    const known = closeCodes[code]
    if (known && !known.resume) {
      if (code === TOO_MANY || code >= 4200) return this.become({ name: 'stopped', code, reason: known.reason })
      return this.become({ name: 'signed_out', because: known.reason === 'session ended' ? 'session_ended' : 'not_signed_in' })
    }
    if (!this.options.signals.isOnline()) return this.become({ name: 'offline' })
    const going = this.goAfterMs
    this.goAfterMs = undefined
    if (going !== undefined) return this.wait(going, (until) => ({ name: 'going_away', until }))
    if (lasted >= SETTLED_AFTER_MS) this.attempt = 0
    const attempt = this.attempt
    this.attempt += 1
    this.wait(backoff(attempt, this.options.clock.random()), (until) => ({ name: 'waiting', attempt, until }))
    if (!wasGreeted) void this.probe()
  }

  /** A refused upgrade tells a browser nothing, so the session is asked about over HTTP. */
  private async probe(): Promise<void> {
    const isSignedIn = await this.options.isSignedIn()
    if (isSignedIn !== false || this.state.name !== 'waiting') return
    this.stopTimer()
    this.become({ name: 'signed_out', because: 'not_signed_in' })
  }

  private wait(ms: number, named: (until: number) => ConnectionState): void {
    this.stopTimer = this.options.clock.after(ms, () => this.connect())
    this.become(named(this.options.clock.now() + ms))
  }

  private leave(): void {
    const socket = this.socket
    this.forget()
    socket?.close(1000)
  }

  private forget(): void {
    this.stopTimer()
    this.heartbeat.stop()
    this.socket = undefined
    this.hello = undefined
    this.greetedAt = undefined
    this.awaited.clear()
    this.calls.endAll()
  }

  private restOrWake(): void {
    const { signals, clock } = this.options
    this.stopRest()
    if (signals.isVisible()) {
      if (this.isResting) this.connect()
      this.isResting = false
    } else if (this.hello && signals.mayRest())
      this.stopRest = clock.after(REST_AFTER_MS, () => {
        this.isResting = true
        this.leave()
        this.become({ name: 'idle' })
      })
  }

  private signalled(): void {
    this.restOrWake()
    const isOnline = this.options.signals.isOnline()
    const cameBack = isOnline && !this.wasOnline
    this.wasOnline = isOnline
    if (!isOnline) {
      if (this.state.name === 'signed_out' || this.state.name === 'stopped') return
      this.leave()
      return this.become({ name: 'offline' })
    }
    if (cameBack && this.state.name === 'offline') {
      this.attempt = 0
      return this.wait(this.options.clock.random() * BACK_ONLINE_MS, (until) => ({ name: 'waiting', attempt: 0, until }))
    }
    if (!this.options.signals.isVisible()) return
    if (this.hello) this.heartbeat.beat()
    else if (this.state.name === 'waiting' && this.attempt > 1) this.reconnect()
  }
}

/** A socket of the browser, as this client uses it. */
export function browserSocket(url: string, ear: Ear): Socket {
  const socket = new WebSocket(url)
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') ear.text(data)
  })
  socket.addEventListener('close', ({ code }) => ear.closed(code))
  return { send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text), close: (code) => socket.close(code) }
}

/** A frame, or nothing when it is no JSON object with a name; unknown names are passed on and ignored there. */
function read(text: string): ServerFrame | undefined {
  try {
    const frame: unknown = JSON.parse(text)
    if (typeof frame === 'object' && frame !== null && 't' in frame && typeof frame.t === 'string') return whole(frame as ServerFrame)
  } catch {
    return undefined
  }
  return undefined
}
