// The pages of one's feed. It is asked again when something new is offered, after a moment of one's own so that not
// everybody asks at once; what comes while one reads further down waits behind a button and moves nothing.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useSelected, useStore, type FeedBody, type Refusal } from '../../store'
import { readFeed } from './asking'

export type Order = 'points' | 'newest'

const SPREAD_MS = 600

export interface Feed {
  readonly pages: readonly FeedBody[] | undefined
  readonly refusal: Refusal | undefined
  /** What came since and is not shown yet. */
  readonly waiting: number
  showNew(): void
  more(): void
  again(): void
}

interface Held {
  readonly order: Order
  readonly pages: readonly FeedBody[]
  readonly refusal?: Refusal
}

const idsOf = (pages: readonly FeedBody[]) => new Set(pages.flatMap((page) => [...page.must_read, ...page.rows]).map((row) => row.id))

export function useFeed(order: Order, isAtTop: () => boolean): Feed {
  const store = useStore()
  const stirred = useSelected((state) => state.stirred)
  const follows = useSelected((state) => state.follows)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const [held, hold] = useState<Held>()
  const [news, setNews] = useState<FeedBody>()
  const shown = useRef<Held>(undefined)
  const wanted = useRef(order)
  const began = useRef(false)
  const put = useCallback((next: Held) => {
    shown.current = next
    hold(next)
  }, [])
  const load = useCallback(
    async (isForced: boolean) => {
      const got = await readFeed(store, { order })
      // Another order was chosen meanwhile.
      if (wanted.current !== order) return
      const former = shown.current?.order === order ? shown.current.pages : []
      if (!got.ok) put({ order, pages: former, refusal: got.refusal })
      else if (isForced || former.length === 0 || isAtTop()) {
        setNews(undefined)
        put({ order, pages: [got.value] })
      } else setNews(got.value)
    },
    [store, order, isAtTop, put],
  )
  useEffect(() => {
    began.current = false
    wanted.current = order
    setNews(undefined)
  }, [order])
  useEffect(() => {
    const timer = setTimeout(() => void load(false), began.current ? Math.random() * SPREAD_MS : 0)
    began.current = true
    return () => clearTimeout(timer)
  }, [load, stirred, follows, isLive])
  const pages = held?.order === order ? held.pages : undefined
  const known = idsOf(pages ?? [])
  const last = pages?.at(-1)
  return {
    pages,
    refusal: held?.refusal,
    waiting: news === undefined ? 0 : [...news.must_read, ...news.rows].filter((row) => !known.has(row.id)).length,
    showNew: () => {
      if (news !== undefined) put({ order, pages: [news] })
      setNews(undefined)
    },
    more: () => {
      if (last?.next === undefined) return
      void readFeed(store, { order, as_of: last.as_of, after: last.next }).then((got) => {
        const former = shown.current
        if (got.ok && former?.order === order && former.pages.at(-1) === last) put({ order, pages: [...former.pages, got.value] })
      })
    },
    again: () => void load(true),
  }
}
