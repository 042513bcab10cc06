import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toSent, toShown } from './mentions'
import { hasPersonalCode } from '../../store'
import { complete, triggerAt } from './trigger'

const id = '01890000-0000-7000-8000-000000000001'
const other = '01890000-0000-7000-8000-000000000002'

describe('mentions', () => {
  test('what is sent comes back as it was shown', () => {
    const names = new Map([[ 'Eero Luonnosvuori', id ], ['Eero L', other]])
    const sent = toSent('Hei @Eero Luonnosvuori ja @Eero L, kiitos @Eero Luonnosvuorelle', names)
    expect(sent).toBe(`Hei @[${id}] ja @[${other}], kiitos @Eero Luonnosvuorelle`)
    const shown = toShown(sent, (one) => ({ [id]: 'Eero Luonnosvuori', [other]: 'Eero L' })[one])
    expect(shown.text).toBe('Hei @Eero Luonnosvuori ja @Eero L, kiitos @Eero Luonnosvuorelle')
  })
  test('a member who is not known stays as it is written', () => {
    expect(toShown(`@[${id}]`, () => undefined).text).toBe(`@[${id}]`)
  })
})

describe('what is being completed', () => {
  const at = (text: string) => triggerAt(text, text.length)
  test.each([
    ['@', { sort: 'member', query: '', from: 0 }],
    ['hei @Sii', { sort: 'member', query: 'Sii', from: 4 }],
    ['@Siiri Te', { sort: 'member', query: 'Siiri Te', from: 0 }],
    ['#koulu', { sort: 'tag', query: 'koulu', from: 0 }],
    ['(:hym', { sort: 'emoji', query: 'hym', from: 1 }],
  ])('%s', (text, expected) => expect(at(text)).toEqual(expected))
  test.each(['a@b', 'klo 12:30', 'x :) ', 'hei', '@Siiri Testi ranta'])('%s completes nothing', (text) => {
    expect(at(text)).toBeUndefined()
  })
  test('choosing leaves one space and the caret behind it', () => {
    const text = 'hei @Sii, mitä'
    const trigger = triggerAt(text, 8)
    expect(trigger && complete(text, trigger, 8, '@Siiri Testiranta')).toEqual({ text: 'hei @Siiri Testiranta , mitä', caret: 22 })
  })
})

// The cases that the server reads too.
const codes = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../protocol/golden/personal_codes.json'), 'utf8'),
) as { refused: string[]; passed: string[] }

describe('personal identity codes', () => {
  test.each(codes.refused)('%j holds one', (text) => expect(hasPersonalCode(text)).toBe(true))
  test.each(codes.passed)('%j holds none', (text) => expect(hasPersonalCode(text)).toBe(false))
  test('of all check characters one is right', () => {
    for (const check of '0123456789ABCDEFHJKLMNRSTUVWXY') expect(hasPersonalCode(`010190-900${check}`)).toBe(false)
  })
})
