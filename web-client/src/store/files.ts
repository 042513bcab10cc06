// Files on their way, as the store and views see them. How bytes travel is `uploading.ts`, which is fetched when the
// first file is chosen; here is only what must be there from the start.
import type { Ack, ChannelId, ClientId, FileId, FileView, MemberView, Refusal } from '../wire'
import { perform } from './acting'
import type { Context } from './context'
import type { Outcome } from './interface'
import type { OutboxEntry } from './state'
import type { Uploading } from './uploading'

export interface Files {
  /** Keeps a file on the device and begins to send it. Shows in `state.uploads` under the id that is answered. */
  attach(file: Blob, name: string): ClientId
  /** Takes a file back that goes with no message yet. */
  detach(upload: ClientId): void
  /** Where the bytes of a file that is on its way can be shown from. */
  preview(upload: ClientId): Promise<string | undefined>
  /** Says what a picture of one's own shows, after it was sent. */
  describeFile(file: FileId, alt: string): Promise<Outcome<Ack>>
  /** Fetches what sending files needs, so that it is there without a connection. */
  prepareFiles(): void
}

/** Where a file that a message carries is read from. */
export function fileUrl(channel: ChannelId, file: Pick<FileView, 'id'>, part?: 'thumbnail'): string {
  return `/api/v1/channels/${channel}/files/${file.id}${part === undefined ? '' : '/thumbnail'}`
}

/** Where a member's picture is read from; another one has another address. */
export function pictureUrl(member: Pick<MemberView, 'id' | 'picture'> | undefined): string | undefined {
  return member?.picture && `/api/v1/members/${member.id}/picture/${member.picture}`
}

export class FilesOnTheirWay {
  private underWay: Promise<Uploading> | undefined

  constructor(private readonly context: Context) {}

  door(): Files {
    return {
      attach: (file, name) => {
        const upload = this.context.clock.newId()
        this.context.core.change((state) => ({
          ...state,
          uploads: new Map(state.uploads).set(upload, { sent: 0, size: file.size, state: 'waiting' }),
        }))
        void this.uploading().then((uploading) => uploading.start(upload, name, file))
        return upload
      },
      detach: (upload) => void this.uploading().then((uploading) => uploading.cancel(upload)),
      preview: async (upload) => (await this.uploading()).preview(upload),
      describeFile: (file, alt) => perform(this.context, { t: 'describe_file', file, alt }),
      prepareFiles: () => void this.uploading().catch(() => undefined),
    }
  }

  /** The command with the files that it names, once all of them are there; or why they are not taken. */
  async settled(entry: OutboxEntry): Promise<OutboxEntry | Refusal> {
    const { command, attached } = entry
    if (!attached || command.t !== 'send' || command.files) return entry
    return (await this.uploading()).settled(entry, attached)
  }

  /** The message is sent, or thrown away: the device needs its files no more. */
  async drop(entry: OutboxEntry | undefined, isThrownAway: boolean): Promise<void> {
    if (!entry?.attached) return
    const uploading = await this.uploading()
    for (const { upload } of entry.attached) {
      if (isThrownAway) uploading.cancel(upload)
      else uploading.done(upload)
    }
  }

  forget(): void {
    const former = this.underWay
    this.underWay = undefined
    void former?.then((uploading) => uploading.stop()).catch(() => undefined)
  }

  /** A part that could not be fetched without a connection is asked for again the next time. */
  private uploading(): Promise<Uploading> {
    this.underWay ??= import('./uploading')
      .then((part) => new part.Uploading(this.context))
      .catch((failure: unknown) => {
        this.underWay = undefined
        throw failure
      })
    return this.underWay
  }
}
