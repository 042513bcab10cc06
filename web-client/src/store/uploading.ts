// Sends the bytes of files: each is kept on the device first, goes in pieces, and goes on where it was cut, after any
// pause, also after the program was closed. The server knows an upload by this device's id for it, so it is one however
// often it is begun.
import { noAnswer } from '../wire'
import { createUploads, type Uploads } from '../wire/uploads'
import type { Command, ClientId, FileId, Refusal, UploadView } from '../wire'
import { isConnected, pause, type Context } from './context'
import type { Attached, OutboxEntry, State, Upload } from './state'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 20_000
/** How often it is asked whether a connection is back. */
const LISTEN_MS = 500
/** While the server looks at a whole file. */
const LOOK_MS = 700

type Arrived = { readonly file: FileId } | { readonly refusal: Refusal } | 'cancelled'

interface Job {
  readonly ending: AbortController
  readonly arrived: Promise<Arrived>
}

export class Uploading {
  private readonly jobs = new Map<ClientId, Job>()
  /** Held until the device has kept it; and where it could not. */
  private readonly held = new Map<ClientId, Blob>()
  private readonly urls = new Map<ClientId, string>()
  private isStopped = false

  constructor(private readonly context: Context, private readonly uploads: Uploads = createUploads('/api/v1')) {}

  start(upload: ClientId, name: string, blob: Blob): void {
    this.held.set(upload, blob)
    void this.context.database.saveBlob(upload, blob).catch(() => undefined)
    void this.arrival(upload, name, blob.size)
  }

  /** All files of a message are there: the command that names them is kept on the device before it is sent, so that
   *  a repeated one says the same. */
  async settled(entry: OutboxEntry, attached: readonly Attached[]): Promise<OutboxEntry | Refusal> {
    const { core, database, wire, clock } = this.context
    const arrived = await Promise.all(attached.map(({ upload, name, size }) => this.arrival(upload, name, size)))
    const files: FileId[] = []
    for (const [at, one] of arrived.entries()) {
      // Signed out, or thrown away: whoever comes next finds out which.
      if (one === 'cancelled') return noAnswer('cancelled')
      if ('refusal' in one) return one.refusal
      files.push(one.file)
      const alt = attached[at]?.alt ?? ''
      // Words that do not arrive are no reason to keep the picture back; its author can say them again.
      if (alt !== '') await wire.call({ t: 'describe_file', file: one.file, alt, client_id: clock.newId(), ref: 0 })
    }
    const ready: OutboxEntry = { ...entry, command: { ...entry.command, files } as Command }
    core.change((state) => ({
      ...state,
      outbox: state.outbox.map((one) => (one.clientId === entry.clientId ? { ...one, command: ready.command } : one)),
    }))
    await database.saveEntry({ ...ready, state: 'waiting' }).catch(() => false)
    return ready
  }

  /** Shown from the device's own bytes, until they are needed no more. */
  async preview(upload: ClientId): Promise<string | undefined> {
    const blob = this.held.get(upload) ?? (await this.context.database.blob(upload).catch(() => undefined))
    if (!blob) return undefined
    const url = this.urls.get(upload) ?? URL.createObjectURL(blob)
    this.urls.set(upload, url)
    return url
  }

  /** A message carries it. */
  done(upload: ClientId): void {
    const url = this.urls.get(upload)
    // What is on the screen is shown until the server's own picture has taken its place.
    if (url !== undefined) this.context.clock.after(30_000, () => URL.revokeObjectURL(url))
    this.release(upload)
  }

  cancel(upload: ClientId): void {
    const file = this.context.core.state.uploads.get(upload)?.file
    this.jobs.get(upload)?.ending.abort()
    const url = this.urls.get(upload)
    if (url !== undefined) URL.revokeObjectURL(url)
    this.release(upload)
    if (file !== undefined) void this.uploads.cancel(file)
  }

  stop(): void {
    this.isStopped = true
    for (const { ending } of this.jobs.values()) ending.abort()
    for (const url of this.urls.values()) URL.revokeObjectURL(url)
  }

  private release(upload: ClientId): void {
    this.jobs.delete(upload)
    this.held.delete(upload)
    this.urls.delete(upload)
    void this.context.database.dropBlob(upload).catch(() => undefined)
    this.context.core.change((state) => {
      const uploads = new Map(state.uploads)
      return uploads.delete(upload) ? { ...state, uploads } : state
    })
  }

  /** The same journey however many wait for it; one that was refused may be tried anew. */
  private arrival(upload: ClientId, name: string, size: number): Promise<Arrived> {
    const before = this.jobs.get(upload)
    if (before) return before.arrived
    const ending = new AbortController()
    this.show(upload, { sent: 0, size, state: 'waiting' })
    const arrived = this.travel(upload, name, ending.signal).then((end) => {
      if (end === 'cancelled') return end
      if ('refusal' in end) {
        this.jobs.delete(upload)
        this.show(upload, { sent: 0, size, state: 'refused', refusal: end.refusal })
      } else this.show(upload, { sent: size, size, state: 'ready', file: end.file })
      return end
    })
    this.jobs.set(upload, { ending, arrived })
    return arrived
  }

  private async travel(upload: ClientId, name: string, signal: AbortSignal): Promise<Arrived> {
    const { clock, database } = this.context
    const blob = this.held.get(upload) ?? (await database.blob(upload).catch(() => undefined))
    if (!blob) return { refusal: missing() }
    let standing: UploadView | undefined
    let wait = FIRST_PAUSE_MS
    for (;;) {
      if (signal.aborted || this.isStopped) return 'cancelled'
      if (!isConnected(this.context)) {
        await pause(clock, LISTEN_MS)
        continue
      }
      const got = standing
        ? await this.further(standing, blob, signal)
        : await this.uploads.begin({ client_id: upload, name, size: blob.size })
      if (signal.aborted) return 'cancelled'
      if (got.ok) {
        wait = FIRST_PAUSE_MS
        standing = got.value
        this.show(upload, { sent: standing.offset, size: blob.size, state: 'sending', file: standing.id })
        if (standing.file?.state === 'blocked') return { refusal: blocked() }
        if (standing.file) return { file: standing.id }
        continue
      }
      const { refusal } = got
      // Where it stands is asked anew: the last piece may have arrived, or another tab may be at it.
      if (refusal.retry === 'no' && refusal.code !== 'conflict') return { refusal }
      standing = undefined
      await pause(clock, Math.max(wait, refusal.retry_after_ms ?? 0))
      wait = Math.min(LONGEST_PAUSE_MS, wait * 2)
    }
  }

  private async further(standing: UploadView, blob: Blob, signal: AbortSignal) {
    if (standing.offset >= standing.size) {
      await pause(this.context.clock, LOOK_MS)
      // An empty piece at the end asks for the look, should nobody be at it.
      return this.uploads.add(standing.id, standing.offset, new Blob(), signal)
    }
    return this.uploads.add(standing.id, standing.offset, blob.slice(standing.offset, standing.offset + standing.piece_bytes), signal)
  }

  private show(upload: ClientId, now: Upload): void {
    const shown = (state: State): State => ({ ...state, uploads: new Map(state.uploads).set(upload, now) })
    if (!this.isStopped) this.context.core.change(shown)
  }
}

function missing(): Refusal {
  return { code: 'bad_value', message: 'file: it is not on this device any more', request_id: '', retry: 'no' }
}

function blocked(): Refusal {
  return { code: 'rule', message: 'file_blocked: the scanner found something', request_id: '', retry: 'no' }
}
