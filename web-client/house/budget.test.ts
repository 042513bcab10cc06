// Builds the client and weighs what a first visit must load before anything shows.
// Lazy parts are printed, not limited; they are fetched when first used.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ENTRY_LIMIT_KIB = 160
const out = mkdtempSync(join(tmpdir(), 'talkoo-budget-'))
const weigh = (path: string) => brotliCompressSync(readFileSync(join(out, path))).length / 1024

beforeAll(async () => {
  // The runner says 'test', which would weigh React's development build.
  process.env['NODE_ENV'] = 'production'
  await build({
    root: join(import.meta.dirname, '..'),
    mode: 'production',
    logLevel: 'error',
    define: { __TRIAL__: 'false' },
    build: { outDir: out, emptyOutDir: true },
  })
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

test(`the entry stays within ${ENTRY_LIMIT_KIB} KiB brotli`, () => {
  const page = readFileSync(join(out, 'index.html'), 'utf8')
  const entry = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((hit) => hit[1] ?? '')
  expect(entry.length).toBeGreaterThan(0)
  const total = entry.reduce((sum, path) => sum + weigh(path), 0)
  console.info(`entry ${total.toFixed(1)} KiB br: ${entry.map((path) => `${path} ${weigh(path).toFixed(1)}`).join(', ')}`)
  expect(total).toBeLessThanOrEqual(ENTRY_LIMIT_KIB)
})

test('the page needs no inline script, and the test-only kind is not in it', () => {
  const page = readFileSync(join(out, 'index.html'), 'utf8')
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
  expect(page).not.toMatch(/<style/)
  const scripts = readdirSync(join(out, 'assets')).filter((name) => name.endsWith('.js'))
  const holding = scripts.filter((name) => readFileSync(join(out, 'assets', name), 'utf8').includes('trial-kind-marker'))
  expect(holding).toEqual([])
})
