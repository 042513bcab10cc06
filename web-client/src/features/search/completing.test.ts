import { expect, test } from 'vitest'
import { completed, pieceAt } from './completing'

test('a word without a colon may become a filter', () => {
  expect(pieceAt('ilkivalta kan', 13)).toEqual({ from: 10, to: 13, name: 'kan', value: undefined })
  expect(completed('ilkivalta kan', pieceAt('ilkivalta kan', 13), 'kanava', false)).toEqual({ text: 'ilkivalta kanava:', caret: 17 })
})
test('a value is completed where the caret stands, in quotes when it has spaces', () => {
  const text = 'kanava:kou turva'
  expect(completed(text, pieceAt(text, 10), 'koulujen turvallisuus', true)).toEqual({ text: 'kanava:"koulujen turvallisuus" turva', caret: 31 })
})
test('quotes hold a value together, and a minus stays', () => {
  const text = '-kirjoittaja:"aino ko'
  const piece = pieceAt(text, text.length)
  expect(piece).toEqual({ from: 1, to: text.length, name: 'kirjoittaja', value: 'aino ko' })
  expect(completed(text, piece, 'Aino Korhonen', true).text).toBe('-kirjoittaja:"Aino Korhonen" ')
})
