// No text of the greatest length costs more than a moment, whoever wrote it.
import { expect, test } from 'vitest'
import { parseMarkup } from './parse'
import { plainOf, readingOf } from './plain'

const LENGTH = 16 * 1024
// Processor time, the best of a few runs: the machine that tests may be busy, and the first run is compiled.
const LIMIT_MS = 50
const RUNS = 5

const HOSTILE = [
  '> ', '>', '- ', '1. ', '* - + ', '[', ']', '![', '[a](', '[a](b', '[](', '*', '**a ', '*a _b ', 'a**b', '_a*b~~',
  '`', '``a`', '`a``b```c', '~~~\n', '```\n', '<', '<a', '<!--', '&', '&#', '|a', '|a\n|-\n', '| a |\n|---|\n', '\\',
  '\\\n', '#', '#a', '#a ', '@[', '@', 'http://', 'https://a(', 'https://a)', '<https://a', '<a@b', 'a\n> ', '> a\n- b\n',
  ' ', '\t', '\n', '- a\n\n', '-\n', '    a\n', '===\n', 'a\n===\n', '[a]: b\n', '](', ']()', '[a](b "', '[a](b (', "[a](b '",
  '**_~~', '~a', '~~a', 'ä', '👍🏽', '[a](https://b.fi)', '![a](https://b.fi) ', '*ä', '* a\n  * b\n', '#ab ', ':-|', '|:-:|\n',
  ':', ':a', ':hymy:', '- - ', 'a|', '\\|', '*a**b***c', '__a_', '-'.repeat(70), 'a@b.', '<a@b.c', '_ ', '  \n', '`\n',
  'https://a.....b', '#a-----b', 'https://a((((', 'a     ', '.', '|     a', '# a ### b ', '`a`   \n', '*a*   \n', '@[channel]',
]

const variants = (unit: string): string[] => {
  const long = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH)
  const half = long.slice(0, LENGTH / 2)
  return [
    long,
    half + '\n'.repeat(LENGTH / 2),
    half + ']'.repeat(LENGTH / 2),
    `| a |\n|---|\n${long}`,
    '> - '.repeat(8) + long,
    `a ${long}`,
    half.replace(/ /g, ' '.repeat(3)) + half,
  ]
}

function cost(text: string): number {
  let best = Infinity
  for (let run = 0; run < RUNS && best > LIMIT_MS; run += 1) {
    const start = process.cpuUsage()
    const blocks = parseMarkup(text)
    readingOf(blocks)
    plainOf(blocks)
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

test('hostile texts are parsed in a moment', { timeout: 120_000 }, () => {
  const costs = HOSTILE.flatMap(variants).map((text) => ({ text: text.slice(0, 60), took: cost(text) }))
  expect(costs.filter(({ took }) => took > LIMIT_MS)).toEqual([])
})

test('an ordinary long text is parsed in a moment', () => {
  const unit = '- **Äiti** osti `leipää` ja [maitoa](https://kauppa.fi) #kauppa @[channel]\n'
  expect(cost(unit.repeat(Math.floor(LENGTH / unit.length)))).toBeLessThan(LIMIT_MS)
})
