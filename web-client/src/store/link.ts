// Joins the wire to the state: takes up streams after a hello, applies what arrives in order, and asks again from
// the cursor when something is missing. It loads no content; that is `reading.ts`.
import type { Hello, LightEvent, ServerFrame, StreamId } from '../wire'
import { apply, applyLight, lost, reset, withDepth } from './apply'
import type { Context } from './context'
import { put, putAll } from './maps'
import { isWholly, withoutContent } from './places'
import type { State } from './state'
import { marked } from './unread'

const TYPING_MS = 6_000

export interface LinkEnds {
  /** Reads the start; true when the state is that of this server and epoch now. */
  begin(): Promise<boolean>
  /** Streams are taken up: what waited for a connection may go. */
  connected(hello: Hello): void
  signedOut(because: 'session_ended' | 'not_signed_in'): void
  /** The socket belongs to another member than the state: another tab has signed in as somebody else. */
  otherMember(): void
}

export class Link {
  private isBegun = false
  private hello: Hello | undefined

  constructor(private readonly context: Context, private readonly ends: LinkEnds) {
    context.wire.listen({
      state: (connection) => {
        if (connection.name !== 'connecting' && connection.name !== 'resuming' && connection.name !== 'live') this.hello = undefined
        context.core.change((state) => ({ ...state, connection, ...(connection.name === 'live' ? { node: connection.node } : {}) }))
        if (connection.name === 'signed_out') ends.signedOut(connection.because)
      },
      hello: (hello) => void this.greeted(hello),
      frame: (frame) => this.heard(frame),
    })
  }

  /** The start was read, be it before or after the hello. */
  begun(isBegun: boolean): void {
    this.isBegun = isBegun
    if (isBegun && this.hello && this.context.wire.state.name === 'connecting') this.takeUp(this.hello)
  }

  private async greeted(hello: Hello): Promise<void> {
    this.hello = hello
    const { core } = this.context
    const { me, epoch } = core.state
    if (me && me.id !== hello.member) return this.ends.otherMember()
    if (epoch !== undefined && epoch !== hello.epoch) {
      core.change(withoutContent)
      this.isBegun = false
    }
    if (this.isBegun) this.takeUp(hello)
    else await this.ends.begin()
  }

  private takeUp(hello: Hello): void {
    const { core, wire } = this.context
    const { streams } = core.state
    core.change((state) => ({ ...state, limits: hello.limits, node: hello.node }))
    wire.resume({ epoch: hello.epoch, cursors: cursorsOf(streams), full: fullOf(core.state) })
    this.ends.connected(hello)
  }

  /** Takes up streams that were not heard before, or of which something is missing. */
  resume(streams: readonly StreamId[]): void {
    const { core, wire } = this.context
    const { epoch } = core.state
    if (epoch === undefined || streams.length === 0) return
    const wanted = new Map([...core.state.streams].filter(([stream]) => streams.includes(stream)))
    if (wire.state.name === 'live' || wire.state.name === 'resuming') {
      wire.resume({ epoch, cursors: cursorsOf(wanted), full: fullOf(core.state) })
    }
  }

  /** Changes how much of a stream is heard. */
  deepen(stream: StreamId, depth: 'full' | 'light'): void {
    const { core, wire } = this.context
    if (core.state.streams.get(stream)?.depth === depth) return
    core.change((state) => withDepth(state, stream, depth))
    wire.hear([stream], depth)
  }

  /** Stops hearing a stream. */
  leave(streams: readonly StreamId[]): void {
    if (streams.length > 0) this.context.wire.say({ t: 'unsubscribe', streams: [...streams] })
  }

  private heard(frame: ServerFrame): void {
    const { core } = this.context
    switch (frame.t) {
      case 'event': {
        const { t: _, ...event } = frame
        return this.taken(event.stream, (state) => apply(state, event))
      }
      case 'light':
        return this.heardLight(frame.events)
      case 'reset':
        if (frame.epoch !== core.state.epoch) {
          core.change(withoutContent)
          this.isBegun = false
          void this.ends.begin()
        } else core.changeSoon((state) => reset(state, frame.stream, frame.head))
        return
      case 'lost':
        return core.changeSoon((state) => lost(state, frame.stream))
      case 'mark': {
        const { t: _, ...mark } = frame
        return core.changeSoon((state) => marked(state, mark))
      }
      case 'tagged':
      case 'offered':
        return core.changeSoon((state) => ({ ...state, stirred: state.stirred + 1 }))
      case 'typing':
        return this.typing(frame)
      case 'presence':
        return core.changeSoon((state) => ({ ...state, presence: putAll(state.presence, frame.members.map((one) => [one.member, one.state] as const)) }))
      default:
        // What this client does not know changes nothing.
    }
  }

  private taken(stream: StreamId, step: (state: State) => { state: State; what: string }): void {
    let what = 'known'
    this.context.core.changeSoon((state) => {
      const applied = step(state)
      what = applied.what
      return applied.state
    })
    if (what === 'gap') this.resume([stream])
  }

  private heardLight(events: readonly LightEvent[]): void {
    const gaps = new Set<StreamId>()
    this.context.core.changeSoon((state) =>
      events.reduce((next, event) => {
        const applied = applyLight(next, event)
        if (applied.what === 'gap') gaps.add(event.stream)
        return applied.state
      }, state))
    this.resume([...gaps])
  }

  private typing({ channel, item, member }: Extract<ServerFrame, { t: 'typing' }>): void {
    const { core, clock } = this.context
    const until = clock.now() + TYPING_MS
    core.changeSoon((state) => ({
      ...state,
      typing: [...state.typing.filter((one) => one.member !== member || one.item !== item), { channel, item, member, until }],
    }))
    clock.after(TYPING_MS, () => core.changeSoon((state) => withoutOldTyping(state, clock.now())))
  }
}

function withoutOldTyping(state: State, now: number): State {
  const typing = state.typing.filter((one) => one.until > now)
  return typing.length === state.typing.length ? state : { ...state, typing }
}

function cursorsOf(streams: State['streams']): ReadonlyMap<StreamId, number> {
  return new Map([...streams].map(([stream, { cursor }]) => [stream, cursor] as const))
}

function fullOf(state: State): ReadonlySet<StreamId> {
  return new Set([...state.streams].flatMap(([stream, { depth }]) => (depth === 'full' || isWholly(state, stream) ? [stream] : [])))
}

/** Hears a stream from a seq on. */
export function withStreamAt(state: State, stream: StreamId, cursor: number, depth: 'full' | 'light'): State {
  return state.streams.has(stream) ? state : { ...state, streams: put(state.streams, stream, { cursor, depth }) }
}
