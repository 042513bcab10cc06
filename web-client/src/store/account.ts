// Who is signed in on this device, and what happens to what it holds when that changes. Signing out wipes all; a
// session that was ended elsewhere wipes what the server can tell again and leaves what was not sent yet.
import type { MemberId, Reply, SignedIn, SignInBody, SignInLinkBody } from '../wire'
import type { Context } from './context'
import { forgetDrafts } from './drafts'
import { EMPTY } from './empty'
import type { Outcome } from './interface'
import { withKeptPlaces } from './kept'
import type { Link } from './link'
import { withMembers } from './places'
import type { Kept } from './database'
import type { Starting } from './starting'
import type { State } from './state'

const AGAIN_MS = 3_000

export interface AccountParts {
  readonly starting: Starting
  readonly link: () => Link
  /** What was known of the former member is forgotten in every part. */
  forget(): void
  /** What was on the device is in the outbox again. */
  loaded(): void
}

export class Account {
  private isLoaded = false
  private stopAgain: () => void = () => undefined

  constructor(private readonly context: Context, private readonly parts: AccountParts) {}

  /** Shows what the device holds; what the server says comes later, by itself. */
  async start(): Promise<void> {
    const { database, tabs, wire } = this.context
    const member = database.lastMember()
    if (member !== undefined) {
      await database.belong(member).catch(() => undefined)
      tabs.belong(member)
      await this.load((state, kept) => (kept.places ? withKeptPlaces(state, kept.places) : { ...state, phase: 'opening' }))
      wire.open()
    }
    void this.beginThenOpen()
  }

  /** The account may have been approved meanwhile. */
  async comeIn(): Promise<void> {
    if (this.context.core.state.phase === 'pending') await this.beginThenOpen()
  }

  private isLetIn(): boolean {
    const { phase } = this.context.core.state
    return phase !== 'signed_out' && phase !== 'pending'
  }

  /** The account waits for approval: nothing of the network's is on this device. */
  private pending(): void {
    const { core, database, wire } = this.context
    if (core.state.phase === 'pending') return
    this.leave(undefined)
    core.change((state) => ({ ...state, phase: 'pending' }))
    wire.close()
    void database.wipeContent().catch(() => undefined)
  }

  private async beginThenOpen(): Promise<void> {
    await this.begin()
    if (this.isLetIn()) this.context.wire.open()
  }

  /** Reads the start; true when it was. Tries again by itself when nobody answered. */
  async begin(): Promise<boolean> {
    const { core, clock } = this.context
    this.stopAgain()
    const refusal = await this.parts.starting.read()
    if (!refusal) {
      if (!this.isLoaded) await this.load((state) => state)
      this.parts.link().begun(true)
      return true
    }
    if (refusal.message === 'another member') return this.otherMember()
    if (refusal.code === 'pending') this.pending()
    else if (refusal.code === 'not_signed_in') this.signedOut(core.state.me ? 'not_signed_in' : undefined)
    else this.stopAgain = clock.after(AGAIN_MS, () => void this.begin())
    return false
  }

  private async load(place: (state: State, kept: Kept) => State): Promise<void> {
    const kept = await this.context.database.load().catch(() => undefined)
    if (!kept) return
    this.isLoaded = true
    this.context.core.change((state) => {
      const outbox = kept.outbox.map((entry) => (entry.state === 'failed' ? entry : { ...entry, state: 'waiting' as const }))
      return { ...withMembers(place(state, kept), kept.members), drafts: kept.drafts, outbox }
    })
    this.parts.loaded()
  }

  /** Another tab signed in as somebody else. */
  async otherMember(): Promise<boolean> {
    this.parts.forget()
    this.isLoaded = false
    this.parts.link().begun(false)
    this.context.core.change((state) => ({ ...EMPTY, connection: state.connection }))
    return this.begin()
  }

  /** The session is not good any more, by no wish of the person here. */
  signedOut(because: 'session_ended' | 'not_signed_in' | undefined): void {
    const { core, database, wire } = this.context
    if (core.state.phase === 'signed_out') return
    this.leave(because)
    wire.close()
    void database.wipeContent().catch(() => undefined)
  }

  /** Another tab has signed out: what it wiped goes from the screen here. */
  signedOutElsewhere(): void {
    this.leave(undefined)
    this.context.wire.close()
  }

  private leave(because: State['signedOutBecause']): void {
    this.stopAgain()
    // Nothing is pushed to a session that has ended.
    localStorage.removeItem('talkoo-push')
    this.parts.forget()
    this.isLoaded = false
    this.parts.link().begun(false)
    this.context.core.change(() => ({ ...EMPTY, phase: 'signed_out', ...(because === undefined ? {} : { signedOutBecause: because }) }))
  }

  async signOut(): Promise<Outcome<void>> {
    const { api, database, tabs, wire } = this.context
    this.leave(undefined)
    forgetDrafts()
    wire.close()
    const got = await api.signOut()
    tabs.tell({ kind: 'signed_out' })
    await database.wipe().catch(() => undefined)
    tabs.belong(undefined)
    return got.ok ? { ok: true, value: undefined } : got
  }

  async signIn(body: Omit<SignInBody, 'bearer'>): Promise<Outcome<MemberId>> {
    return this.entered(await this.context.api.signIn({ ...body, bearer: false }))
  }

  async signInByLink(body: SignInLinkBody): Promise<Outcome<MemberId>> {
    return this.entered(await this.context.api.signInByLink(body))
  }

  /** Somebody has signed in on this device, by whatever way. */
  async entered(got: Reply<SignedIn>): Promise<Outcome<MemberId>> {
    if (!got.ok) return got
    const { core } = this.context
    if (core.state.me && core.state.me.id !== got.value.member) {
      this.leave(undefined)
      this.context.wire.close()
    }
    core.change(({ signedOutBecause: _because, ...state }) => ({ ...state, phase: state.phase === 'ready' ? 'ready' : 'opening' }))
    await this.beginThenOpen()
    return { ok: true, value: got.value.member }
  }
}
