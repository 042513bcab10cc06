// Tags as people write them.
import { expect, test } from 'vitest'
import { tagsOf } from './words'

test('tags are written in one line, with or without their sign, each once', () => {
  expect(tagsOf(' #Nuoret, lähi-turva  nuoret;19 ')).toEqual(['nuoret', 'lähi-turva', '19'])
  expect(tagsOf('')).toEqual([])
})

test('what cannot be a tag is told', () => {
  expect(tagsOf('kaksi!sanaa')).toBeUndefined()
  expect(tagsOf(Array.from({ length: 13 }, (_, number) => `tunniste${number}`).join(' '))).toBeUndefined()
})
