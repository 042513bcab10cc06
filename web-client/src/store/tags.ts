// Tags, what is new, and when one wants to be told. What is read is given to the view that asked; `stirred` of the state
// grows when something of it is another, and the view asks again.
import { perform } from './acting'
import type { Context } from './context'
import type { Outcome } from './interface'
import type {
  Ack, ChangeNotices, ChangeTag, InboxBody, InboxRow, MarkPlace, MessagesPage, NoticesBody, TagBody, TagQuery,
} from '../wire'

export interface Tags {
  /** What stands under a tag, as far as one may see it. */
  readTag(slug: string, query?: Partial<TagQuery>): Promise<Outcome<TagBody>>
  changeTag(change: ChangeTag): Promise<Outcome<Ack>>
  /** Everything under one stands under the other. */
  mergeTag(tag: string, into: string): Promise<Outcome<Ack>>
  /** What is new in all channels. Asking marks nothing as read. */
  readInbox(): Promise<Outcome<InboxBody>>
  /** The new messages of a row. */
  readNew(row: InboxRow, most: number): Promise<Outcome<MessagesPage>>
  /** Marks a whole list; 200 at most. */
  markMany(places: readonly MarkPlace[]): Promise<Outcome<Ack>>
  readNotices(): Promise<Outcome<NoticesBody>>
  changeNotices(change: ChangeNotices): Promise<Outcome<Ack>>
}

export function createTags(context: Context): Tags {
  const { api } = context
  return {
    readTag: (slug, query) => api.tag(slug, query),
    changeTag: (change) => perform(context, { t: 'change_tag', ...change }),
    mergeTag: (tag, into) => perform(context, { t: 'merge_tag', tag, into }),
    readInbox: () => api.inbox(),
    readNew: (row, most) => api.messages(row.channel, { item: row.item, after: row.first - 1, limit: most }),
    markMany: (places) => perform(context, { t: 'mark_many', places: [...places] }),
    readNotices: () => api.notices(),
    changeNotices: (change) => perform(context, { t: 'change_notices', ...change }),
  }
}
