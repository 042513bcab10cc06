// Where channels go when they are moved.
import { expect, test } from 'vitest'
import type { ChannelView } from '../../store'
import { moveBy, placeOf } from './order'

const channel = (id: string, section = '') => ({ id, section, name: id }) as ChannelView
const list = [channel('a'), channel('b'), channel('c', 'Työ'), channel('d', 'Työ')]

test('one step up or down within a section', () => {
  expect(moveBy(list, 'a', 1)).toEqual({ section: '', after: 'b', place: 2 })
  expect(moveBy(list, 'b', -1)).toEqual({ section: '', place: 1 })
  expect(moveBy(list, 'd', -1)).toEqual({ section: 'Työ', place: 3 })
  expect(moveBy(list, 'a', -1)).toBeUndefined()
  expect(moveBy(list, 'd', 1)).toBeUndefined()
})

test('over the edge it goes under the other heading', () => {
  expect(moveBy(list, 'b', 1)).toEqual({ section: 'Työ', place: 2 })
  expect(moveBy(list, 'c', -1)).toEqual({ section: '', after: 'b', place: 3 })
})

test('dropped on another it takes that place', () => {
  expect(placeOf(list, 'a', 'd')).toEqual({ section: 'Työ', after: 'd', place: 4 })
  expect(placeOf(list, 'd', 'a')).toEqual({ section: '', place: 1 })
  expect(placeOf(list, 'd', 'b')).toEqual({ section: '', after: 'a', place: 2 })
  expect(placeOf(list, 'a', 'a')).toBeUndefined()
})
