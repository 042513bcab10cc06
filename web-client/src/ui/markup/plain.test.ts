import { expect, test } from 'vitest'
import { excerpt, mentionOf } from './plain'

const member = '0197a1b2-0000-7000-8000-0000000000a1'
const nameOf = (id: string) => (id === member ? 'Äiti' : undefined)

test('an excerpt is one line with names and emoji', () => {
  const text = `# Hei ${mentionOf(member)}\n\n- *yksi* :hymy:\n- kaksi`
  expect(excerpt(text, nameOf, 100)).toBe('Hei @Äiti yksi 🙂 kaksi')
  expect(excerpt(text, nameOf, 10)).toBe('Hei @Äiti…')
  expect(excerpt(text, nameOf, 6)).toBe('Hei @…')
  expect(excerpt(text, nameOf, 0)).toBe('…')
})

test('an excerpt names everybody as told, and nobody who is not known', () => {
  expect(excerpt(`@[channel] ${mentionOf(member.replace('a1', 'b2'))}`, nameOf, 50, '@kanava')).toBe('@kanava @…')
})

test('an excerpt never parts what is one sign', () => {
  expect(excerpt('ab👍🏽cd', nameOf, 4)).toBe('ab…')
  expect(excerpt('a👨\u200d👩\u200d👧 perhe', nameOf, 4)).toBe('a…')
  expect(excerpt('ae\u0301bc', nameOf, 3)).toBe('a…')
})
