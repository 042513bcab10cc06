// The inbox as the server tells it, asked for again when something that waits is another. What is marked here leaves the
// list at once; the server's next answer settles it.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSelected, useStore, type InboxRow, type MarkPlace } from '../../store'
import { mentionedIn } from './names'

const SOON_MS = 250

export type Filter = 'all' | 'followed' | 'mentions' | 'direct'
export const FILTERS: readonly Filter[] = ['all', 'followed', 'mentions', 'direct']

const FOLLOWED = new Set(['item', 'tag', 'member', 'search'])

export function isShown(row: InboxRow, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'mentions':
      return row.mentions > 0
    case 'direct':
      return row.causes.some((cause) => cause.why === 'direct')
    case 'followed':
      return row.causes.some((cause) => FOLLOWED.has(cause.why) || (cause.why === 'channel' && (cause.level === 'follow' || cause.level === 'watch')))
  }
}

export interface Inbox {
  readonly rows: readonly InboxRow[] | undefined
  readonly hasMore: boolean
  /** Marks rows as read; gives the rows that were marked, or nothing when it could not be done. */
  read(rows: readonly InboxRow[]): Promise<boolean>
  undo(rows: readonly InboxRow[]): Promise<boolean>
  again(): void
}

export function useInbox(): Inbox {
  const store = useStore()
  const [answer, setAnswer] = useState<{ rows: readonly InboxRow[]; hasMore: boolean }>()
  const [gone, setGone] = useState<ReadonlyMap<string, number>>(new Map())
  const unread = useSelected((state) => state.unread)
  const follows = useSelected((state) => state.follows)
  const marks = useSelected((state) => state.marks)
  const stirred = useSelected((state) => state.stirred)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const latest = useRef(0)

  const again = useCallback(() => {
    const mine = ++latest.current
    void store.readInbox().then((outcome) => {
      if (!outcome.ok || mine !== latest.current) return
      setAnswer({ rows: outcome.value.rows, hasMore: outcome.value.has_more })
      setGone(new Map())
    })
  }, [store])
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isLive) return
    const wait = isFirst.current ? 0 : SOON_MS
    isFirst.current = false
    const soon = setTimeout(again, wait)
    return () => clearTimeout(soon)
  }, [again, isLive, unread, follows, marks, stirred])

  const people = (answer?.rows ?? []).flatMap((row) => [row.by, ...mentionedIn(row.text), ...(row.members ?? []), ...row.causes.map((cause) => cause.member)]).filter((id) => id !== undefined)
  const wanted = [...new Set(people)].join(' ')
  useEffect(() => {
    if (wanted !== '') store.needMembers(wanted.split(' '))
  }, [store, wanted])

  const mark = useCallback(
    async (rows: readonly InboxRow[], isUnread: boolean) => {
      if (rows.length === 0) return false
      const places = rows.map((row): MarkPlace => ({ channel: row.channel, item: row.item, seq: isUnread ? row.first : row.last, ...(isUnread && { unread: true }) }))
      setGone((former) => {
        const next = new Map(former)
        for (const row of rows) if (isUnread) next.delete(row.key)
        else next.set(row.key, row.last)
        return next
      })
      const outcome = await store.markMany(places)
      if (!outcome.ok && !isUnread) setGone(new Map())
      again()
      return outcome.ok
    },
    [store, again],
  )
  const rows = useMemo(
    // A row whose mark has moved past it, here or on another device, is read.
    () => answer?.rows.filter((row) => row.last > (gone.get(row.key) ?? 0) && row.last > readTo(marks, row)),
    [answer, gone, marks],
  )
  return {
    rows,
    hasMore: answer?.hasMore ?? false,
    read: useCallback((wanted) => mark(wanted, false), [mark]),
    undo: useCallback((wanted) => mark(wanted, true), [mark]),
    again,
  }
}

type Marks = Parameters<Parameters<typeof useSelected>[0]>[0]['marks']

function readTo(marks: Marks, row: InboxRow): number {
  const held = marks.get(row.channel)
  return Math.max(held?.channel?.seq ?? 0, held?.items.get(row.item)?.seq ?? 0)
}
