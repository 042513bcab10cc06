// The newest page never shows a row twice, never leaves a gap, and keeps the way to older rows.
import { expect, test } from 'vitest'
import type { ActivityPage, ActivityRow } from '../../store'
import { joined } from './pages'
import { activitySearch } from './search'

const row = (seq: number): ActivityRow => ({ stream: 's', seq, at: new Date(1_000_000 * seq).toISOString(), verb: 'posted', title: '', text: '', word: '' })
const page = (seqs: number[], next?: string): ActivityPage => ({ rows: seqs.map(row), places: [], ...(next !== undefined && { next }) })
const seqs = (pages: readonly ActivityPage[]) => pages.flatMap((one) => one.rows.map((each) => each.seq))

test('what is new stands in front, and what is shown stays', () => {
  const shown = [page([5, 4], 'a'), page([3, 2], 'b')]
  const next = joined(page([6, 5], 'c'), shown)
  expect(seqs(next)).toEqual([6, 5, 4, 3, 2])
  expect(next.at(-1)?.next).toBe('b')
})

test('what does not meet stands alone, with its own way on', () => {
  const shown = [page([5, 4], 'a'), page([3, 2], 'b')]
  const next = joined(page([9, 8], 'c'), shown)
  expect(seqs(next)).toEqual([9, 8])
  expect(next.at(-1)?.next).toBe('c')
})

test('what has gone from the newest page is not shown any more', () => {
  const next = joined(page([6, 4, 3], 'c'), [page([5, 4], 'a'), page([3, 2], 'b')])
  expect(seqs(next)).toEqual([6, 4, 3, 2])
})

test('an address says its filters, and no more', () => {
  expect(activitySearch({ region: 19, group: 'talk', open: true, other: 'x', tag: '' })).toEqual({ region: '19', group: 'talk', open: true })
})
