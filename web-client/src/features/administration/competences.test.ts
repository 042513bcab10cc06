import { expect, test } from 'vitest'
import type { CompetenceView } from '../../store'
import { aliasesOf, sameAs, slugOf } from './competences'

const mediation: CompetenceView = { slug: 'sovittelu', label: { fi: 'Sovittelu', sv: 'Medling', en: 'Mediation' }, kind: 'method', aliases: ['naapuruussovittelu'] }

test('a lasting name is made of small letters, figures and hyphens', () => {
  expect(slugOf('Vaikuttavuuden arviointi')).toBe('vaikuttavuuden-arviointi')
  expect(slugOf('  Äänten & ryhmien ohjaus (2. taso)! ')).toBe('äänten-ryhmien-ohjaus-2-taso')
  expect(slugOf('–')).toBe('')
  expect(slugOf(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59))
})

test('what is there already is found by every word for it, but not by itself', () => {
  for (const word of ['sovittelu', ' MEDLING', 'Mediation', 'Naapuruussovittelu']) expect(sameAs(word, [mediation], undefined)).toBe(mediation)
  expect(sameAs('Sovittelu', [mediation], 'sovittelu')).toBeUndefined()
  expect(sameAs('Fasilitointi', [mediation], undefined)).toBeUndefined()
  expect(sameAs(' ', [mediation], undefined)).toBeUndefined()
})

test('other words stand on lines or between commas, each once', () => {
  expect(aliasesOf('a, b\n\nb;c d ')).toEqual(['a', 'b', 'c d'])
})
