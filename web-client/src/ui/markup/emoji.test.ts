import { expect, test } from 'vitest'
import { emojiNamed, searchEmoji } from './emoji'
import table from './emoji-names.json'

test('every emoji has a name in each language, and no name stands for two', () => {
  const names = table.flatMap((row) => row.slice(1).flatMap((words) => words.split(' ')))
  expect(names.filter((name) => name === '')).toEqual([])
  const meanings = new Map<string, string | undefined>()
  for (const [emoji, ...words] of table) {
    for (const name of words.join(' ').split(' ')) {
      expect(meanings.get(name) ?? emoji, name).toBe(emoji)
      meanings.set(name, emoji)
    }
  }
  expect(names.filter((name) => !/^[\p{L}\p{N}+_-]{1,40}$/u.test(name))).toEqual([])
  expect(names.filter((name) => /^[_-]|[_-]$/.test(name) && name !== '-1')).toEqual([])
})

test('names of all three languages are known', () => {
  expect(emojiNamed('hymy')).toBe('🙂')
  expect(emojiNamed('Leende')).toBe('🙂')
  expect(emojiNamed('thumbsup')).toBe('👍')
  expect(emojiNamed('skål')).toBe('🥂')
  expect(emojiNamed('eiole')).toBeUndefined()
})

test('a search prefers the language asked for and the beginning of names', () => {
  expect(searchEmoji('hy', 'fi')[0]).toEqual({ emoji: '🙂', name: 'hymy' })
  expect(searchEmoji('kiitos', 'fi')[0]).toEqual({ emoji: '🙏', name: 'kiitos' })
  expect(searchEmoji(':tack', 'sv')[0]).toEqual({ emoji: '🙏', name: 'tack' })
  expect(searchEmoji('peukku', 'sv')[0]).toEqual({ emoji: '👍', name: 'tumme_upp' })
  expect(searchEmoji('heart', 'en').length).toBe(8)
  expect(searchEmoji('s', 'en', 3).length).toBe(3)
  expect(searchEmoji(' : ', 'fi')).toEqual([])
  expect(searchEmoji('qqq', 'fi')).toEqual([])
})
