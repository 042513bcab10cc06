import { expect, test } from 'vitest'
import { best } from './match'

const names = ['harva-alueet', 'yleinen', 'koulut', 'mallien-kehittäminen', 'kysy-verkostolta']
const find = (query: string) => best(names, (name) => name, query, 10)

test('the beginning of the name comes before the middle', () => {
  expect(find('k')).toEqual(['koulut', 'kysy-verkostolta', 'mallien-kehittäminen'])
  expect(find('alu')[0]).toBe('harva-alueet')
})
test('letters in order find a name, letters out of order do not', () => {
  expect(find('kvl')).toEqual(['kysy-verkostolta'])
  expect(find('lkv')).toEqual([])
})
test('one slip is forgiven, two are not', () => {
  expect(find('kuolut')).toEqual(['koulut'])
  expect(find('yleenen')).toEqual(['yleinen'])
  expect(find('yleeeen')).toEqual([])
})
test('nothing typed keeps the order', () => expect(find('')).toEqual(names))
