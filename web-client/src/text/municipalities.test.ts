import { expect, test } from 'vitest'
import { municipalities, municipalityName } from './municipalities'

test('every municipality has one code and a name of its own in both languages', () => {
  for (const locale of ['fi', 'sv', 'en'] as const) {
    const all = municipalities(locale)
    expect(all).toHaveLength(309)
    expect(new Set(all.map(([code]) => code)).size).toBe(309)
    expect(new Set(all.map(([, name]) => name)).size).toBe(309)
    for (const [code, name] of all) {
      expect(code).toMatch(/^\d{3}$/)
      expect(name).toMatch(/^\p{Lu}[\p{L}: -]+$/u)
    }
  }
})

test.each([
  ['091', 'Helsinki', 'Helsingfors'],
  ['564', 'Oulu', 'Uleåborg'],
  ['202', 'Kaarina', 'S:t Karins'],
  ['740', 'Savonlinna', 'Nyslott'],
  ['478', 'Maarianhamina', 'Mariehamn'],
  ['992', 'Äänekoski', 'Äänekoski'],
])('%s is %s and %s', (code, fi, sv) => {
  expect(municipalityName(code, 'fi')).toBe(fi)
  expect(municipalityName(code, 'sv')).toBe(sv)
  expect(municipalityName(code, 'en')).toBe(fi)
})

test('they stand in the order of the language, å ä ö last', () => {
  const names = (locale: 'fi' | 'sv') => municipalities(locale).map(([, name]) => name)
  expect(names('fi').slice(-3)).toEqual(['Ypäjä', 'Ähtäri', 'Äänekoski'])
  expect(names('sv').slice(-4)).toEqual(['Åbo', 'Äänekoski', 'Östermark', 'Övertorneå'])
  expect(names('sv')[0]).toBe('Akaa')
})

test('a code of nobody has no name', () => {
  expect(municipalityName('999', 'fi')).toBeUndefined()
})
