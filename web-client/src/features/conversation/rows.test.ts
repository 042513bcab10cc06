import { describe, expect, test } from 'vitest'
import type { MessageView, Row } from '../../store'
import { drawRows, firstUnreadSeq, type Scene } from './rows'

const scene: Scene = { dayKey: (at) => new Date(at).toISOString().slice(0, 10), firstUnread: undefined, isWhole: false }

function row(seq: number, author: string, minute: number, more: Partial<MessageView> = {}): Row {
  const at = new Date(Date.UTC(2026, 10, 3, 10, minute)).toISOString()
  const message: MessageView = { id: `m${seq}`, channel: 'c', item: 'i', seq, author, at, text: 'hei', changed_seq: seq, ...more }
  return { key: message.id, message, state: 'confirmed', entry: undefined, change: undefined }
}

const heads = (rows: Row[], more: Partial<Scene> = {}) => drawRows(rows, { ...scene, ...more }).map((one) => one.isHead)

describe('who speaks on', () => {
  test('the same person within minutes speaks on', () => {
    expect(heads([row(1, 'a', 0), row(2, 'a', 3), row(3, 'b', 4), row(4, 'a', 5)])).toEqual([true, false, true, true])
  })
  test('a long pause, another organisation and a deleted message begin anew', () => {
    expect(heads([row(1, 'a', 0), row(2, 'a', 20)])).toEqual([true, true])
    expect(heads([row(1, 'a', 0), row(2, 'a', 1, { spoken_as: 'o' })])).toEqual([true, true])
    expect(heads([row(1, 'a', 0, { deleted: true }), row(2, 'a', 1)])).toEqual([true, true])
  })
  test('in a whole channel a change of topic names the topic', () => {
    const drawn = drawRows([row(1, 'a', 0), row(2, 'a', 1, { item: 'j' })], { ...scene, isWhole: true })
    expect(drawn.map((one) => one.topic)).toEqual(['i', 'j'])
    expect(drawn[1]?.isHead).toBe(true)
  })
})

test('a day is named once', () => {
  const next = row(3, 'a', 0, { at: new Date(Date.UTC(2026, 10, 4, 8)).toISOString() })
  expect(drawRows([row(1, 'a', 0), row(2, 'a', 1), next], scene).map((one) => one.day !== undefined)).toEqual([true, false, true])
})

test('the unread line stands above the first message of others beyond the marks', () => {
  const rows = [row(1, 'b', 0), row(2, 'me', 1), row(3, 'b', 2), row(4, 'b', 3)]
  const mark = { channel: 'c', seq: 1, version: 1 }
  expect(firstUnreadSeq(rows, { version: 1, channel: mark, items: new Map() }, 'me')).toBe(3)
  expect(firstUnreadSeq(rows, { version: 1, channel: mark, items: new Map([['i', { ...mark, item: 'i', seq: 3 }]]) }, 'me')).toBe(4)
  expect(drawRows(rows, { ...scene, firstUnread: 3 }).map((one) => one.isFirstUnread)).toEqual([false, false, true, false])
})

test('what does not change keeps its identity, so that it is not drawn again', () => {
  const rows = [row(1, 'a', 0), row(2, 'a', 1)]
  const first = drawRows(rows, scene)
  const second = drawRows([...rows, row(3, 'b', 2)], scene, first)
  expect(second[0]).toBe(first[0])
  expect(second[1]).toBe(first[1])
})
