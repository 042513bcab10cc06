// The cases that the server reads too: both sides must see the same mentions, tags, links and words.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseMarkup } from './parse'
import { plainOf, readingOf } from './plain'
import { outline } from './testing/outline'

type Case = {
  name: string
  text: string
  mentions: string[]
  group: boolean
  tags: string[]
  links: string[]
  plain: string
  tree?: unknown
}

const folder = join(import.meta.dirname, '../../../../protocol/golden/markup')
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

describe.each(files)('%s', (file) => {
  const cases: Case[] = JSON.parse(readFileSync(join(folder, file), 'utf8'))

  test.each(cases.map((golden) => [golden.name, golden] as const))('%s', (name, golden) => {
    const blocks = parseMarkup(golden.text)
    const { mentions, mentionsChannel: group, tags, links } = readingOf(blocks)
    const { text } = golden
    const read = { name, text, mentions, group, tags, links, plain: plainOf(blocks) }
    expect('tree' in golden ? { ...read, tree: outline(blocks) } : read).toEqual(golden)
  })
})

test('the files are there', () => {
  expect(files.length).toBeGreaterThanOrEqual(10)
})
