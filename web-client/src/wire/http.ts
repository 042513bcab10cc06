// HTTP of `/api/v1`: asks, and answers with a value or a refusal. Never throws; no connection is a refusal, too.
import type { Refusal } from './protocol.gen'

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Http {
  get<T>(path: string, query?: Query): Promise<Reply<T>>
  post<T>(path: string, body: unknown): Promise<Reply<T>>
}

const GIVE_UP_MS = 30_000

/** `base` ends before the first slash of a path: `/api/v1`. */
export function createHttp(base: string, headers: Readonly<Record<string, string>> = {}): Http {
  return {
    get: (path, query = {}) => asked(base + path + asQuery(query), { headers }),
    post: (path, body) =>
      asked(base + path, { method: 'POST', body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } }),
  }
}

/** One question and its answer in the one form. */
export async function asked<T>(url: string, init: RequestInit): Promise<Reply<T>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(GIVE_UP_MS), ...init, credentials: 'same-origin', cache: 'no-store' })
    const text = await response.text()
    const body: unknown = text === '' ? null : JSON.parse(text)
    if (response.ok) return { ok: true, value: body as T }
    return { ok: false, refusal: isRefusal(body) ? body : noAnswer(`status ${response.status}`) }
  } catch {
    return { ok: false, refusal: noAnswer('no connection') }
  }
}

/** What is answered when nobody did: it may have happened. */
export function noAnswer(message: string): Refusal {
  return { code: 'unavailable', message, request_id: '', retry: 'same_id', retry_after_ms: 1_000 }
}

function isRefusal(body: unknown): body is Refusal {
  return typeof body === 'object' && body !== null && 'code' in body && 'retry' in body
}

function asQuery(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}
