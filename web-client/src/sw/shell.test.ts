// The kept page: it stays whole while the newest one is on its way, and an answer of the network is never lost to it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answered } from './shell'

class Kept {
  readonly files = new Map<string, string>()
  /** As on a full disk, or when a file is gone already. */
  isBroken = false

  async match(request: string | Request) {
    const body = this.files.get(name(request))
    return body === undefined ? undefined : new Response(body, { headers: { 'content-type': 'text/html' } })
  }
  async put(request: string | Request, response: Response) {
    this.files.set(name(request), await response.text())
  }
  async addAll(named: string[]) {
    if (this.isBroken) throw new TypeError('a file is not there')
    for (const one of named) this.files.set(one, 'file')
  }
  async keys() {
    return [...this.files.keys()].map((url) => ({ url: `https://talkoo.example${url}` }))
  }
  async delete(request: { url: string }) {
    return this.files.delete(name(request.url))
  }
}

const name = (request: string | { url: string }) => new URL(typeof request === 'string' ? request : request.url, 'https://talkoo.example').pathname
const page = (asset: string) => `<script src="/assets/${asset}.js"></script>`

let kept: Kept
let works: Promise<unknown>[]

beforeEach(() => {
  kept = new Kept()
  works = []
  vi.stubGlobal('caches', { open: async () => kept })
})
afterEach(() => vi.unstubAllGlobals())

async function navigated(body: string): Promise<string> {
  vi.stubGlobal('fetch', async () => new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } }))
  const request = { method: 'GET', mode: 'navigate', url: 'https://talkoo.example/fresh' } as Request
  const answer = await answered(request, (work) => works.push(work))
  const text = await answer.text()
  await Promise.all(works)
  return text
}

test('the first page is kept with its files, and the next takes its place', async () => {
  expect(await navigated(page('one'))).toBe(page('one'))
  expect([...kept.files.keys()].sort()).toEqual(['/assets/one.js', '/index.html'])
  await navigated(page('two'))
  expect([...kept.files.keys()].sort()).toEqual(['/assets/two.js', '/index.html'])
})

test('the older page stays whole when the newest one cannot be kept', async () => {
  await navigated(page('one'))
  kept.isBroken = true
  expect(await navigated(page('two'))).toBe(page('two'))
  expect(kept.files.get('/index.html')).toBe(page('one'))
  expect(kept.files.has('/assets/one.js')).toBe(true)
})

test('who has kept nothing and can keep nothing is answered by the network', async () => {
  kept.isBroken = true
  expect(await navigated(page('one'))).toBe(page('one'))
})
