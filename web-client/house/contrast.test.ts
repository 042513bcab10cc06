// Computes the contrast of every pair of text and ground that the tokens promise, in both themes: at least 4.5 : 1,
// and 3 : 1 for what only marks a border or a state.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

type Rgb = [number, number, number]

const css = readFileSync(join(import.meta.dirname, '../src/ui/tokens.css'), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((hsl\([^)]*\)), (hsl\([^)]*\))\);/g)].map((hit) => [hit[1] ?? '', [hit[2] ?? '', hit[3] ?? '']] as const),
)

function rgb(hsl: string): Rgb {
  const [h = 0, s = 0, l = 0] = [...hsl.matchAll(/[\d.]+/g)].map((hit) => Number(hit[0]))
  const chroma = (1 - Math.abs((2 * l) / 100 - 1)) * (s / 100)
  const channel = (n: number) => {
    const k = (n + h / 30) % 12
    return l / 100 - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [channel(0), channel(8), channel(4)]
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(text: string, ground: string, theme: 0 | 1): number {
  const of = (name: string) => luminance(rgb(tokens.get(name)?.[theme] ?? ''))
  const [light, dark] = [of(text), of(ground)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['page', 'surface', 'surface-sunk', 'surface-raised']
const pairs: [string, string, number][] = [
  ...grounds.flatMap((ground): [string, string, number][] => [
    ['text', ground, 4.5],
    ['text-soft', ground, 4.5],
    ['text-faint', ground, 4.5],
    ['link', ground, 4.5],
    ['alert', ground, 4.5],
    ['line-strong', ground, 3],
    ['highlight', ground, 3],
  ]),
  ['on-brand', 'brand', 4.5],
  ['on-brand', 'brand-strong', 4.5],
  ['selected-text', 'selected', 4.5],
  ['text', 'selected', 4.5],
  ['text-soft', 'selected', 4.5],
  ['alert', 'alert-sunk', 4.5],
  ['success', 'success-sunk', 4.5],
  ['warning-text', 'warning-sunk', 4.5],
  ['text', 'code', 4.5],
  ['link', 'mention', 4.5],
  ['mention-me-text', 'mention-me', 4.5],
  ['present', 'surface', 3],
]

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s', (_, theme) => {
  test.each(pairs)('%s on %s is at least %f', (text, ground, least) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(least)
  })
})
