// The page and its scripts, kept so that the client starts without a network. Nothing of the API is kept here: what one
// may read is asked of the server each time.

const SHELL = 'shell'
const PAGE = '/index.html'

export async function installed(): Promise<void> {
  const cache = await caches.open(SHELL)
  await refreshed(cache).catch(() => undefined)
}

/** Pages of the client, and files whose names change with what is in them. */
export function isShell(request: Request): boolean {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return false
  return request.mode === 'navigate' || url.pathname.startsWith('/assets/')
}

/** What is kept beside an answer is kept by `later`, and its failure is no failure of the answer. */
export async function answered(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> {
  const cache = await caches.open(SHELL)
  const after = (work: Promise<unknown>) => later(work.catch(() => undefined))
  return request.mode === 'navigate' ? page(request, cache, after) : file(request, cache, after)
}

/** The newest page if the network brings it soon, else the one that is kept. */
async function page(request: Request, cache: Cache, after: (work: Promise<unknown>) => void): Promise<Response> {
  const kept = await cache.match(PAGE)
  const fresh = fetch(request)
  const isPage = (response: Response) => response.ok && response.headers.get('content-type')?.startsWith('text/html')
  after(
    fresh.then((response) => response.clone()).then((response) => (isPage(response) ? keep(cache, response) : undefined)),
  )
  if (!kept) return fresh
  const late = new Promise<Response>((done) => setTimeout(() => done(kept), WAIT_MS))
  return Promise.race([fresh.catch(() => kept), late])
}

/** On a slow line the kept page shows at once; the newest is there at the next start. */
const WAIT_MS = 600

async function file(request: Request, cache: Cache, after: (work: Promise<unknown>) => void): Promise<Response> {
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) after(cache.put(request, response.clone()))
  return response
}

async function refreshed(cache: Cache): Promise<void> {
  const response = await fetch('/', { cache: 'no-cache' })
  if (response.ok) await keep(cache, response)
}

/**
 * Keeps a page with the files it names. What an older page named goes only when all of the new one is here: until then
 * the older one starts whole without a network.
 */
async function keep(cache: Cache, response: Response): Promise<void> {
  const text = await response.clone().text()
  const former = await cache.match(PAGE)
  if (former && (await former.text()) === text) return
  const named = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].flatMap((hit) => hit[1] ?? [])
  const missing: string[] = []
  for (const file of named) if (!(await cache.match(file))) missing.push(file)
  await cache.addAll(missing)
  await cache.put(PAGE, response)
  for (const old of await cache.keys()) if (![PAGE, ...named].includes(new URL(old.url).pathname)) await cache.delete(old)
}
