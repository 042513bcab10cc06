// Who takes part in the tests, made by the operator's own commands as a real network would be.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { binary, nodeEnv, type Site } from './nodes'

export const HALL = 'Koesali'
/** Helmi administers the network; Raili leaves it, and nobody counts on her. */
const people = { Ilona: 'Koepuro', Veikko: 'Mittari', Helmi: 'Hallintola', Raili: 'Lähtöharju' } as const
export type Given = keyof typeof people

export const emailOf = (given: Given) => `${given.toLowerCase()}@koe.example`

async function post<T>(url: string, body: unknown, cookie = ''): Promise<{ body: T; cookie: string }> {
  const { origin } = new URL(url)
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', origin, cookie } })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`)
  return { body: JSON.parse(text) as T, cookie: answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') }
}

/** One of the operator's commands beside the running nodes. */
function admin<T>(folder: string, ...words: string[]): T {
  const told = execFileSync(binary, ['admin', ...words, '--json'], { env: { ...process.env, ...nodeEnv(folder, 'operator', 0) }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return JSON.parse(told.trim().split('\n').at(-1) ?? '') as T
}

/** A token for `/sign-in/link`, good once. */
export function linkToken(folder: string, given: Given): string {
  return admin<{ token: string }>(folder, 'sign-in-link', '--member', emailOf(given)).token
}

/** Makes the people, and a workspace that all of them are in. */
export async function makeCast(site: Site): Promise<void> {
  const [node] = site.nodes
  if (!node) throw new Error('no node')
  const cookies: string[] = []
  for (const [given, family] of Object.entries(people) as [Given, string][]) {
    admin(site.folder, 'create-member', '--given', given, '--family', family, '--email', emailOf(given), ...(given === 'Helmi' ? ['--administrator'] : []))
    const token = linkToken(site.folder, given)
    const { cookie } = await post(`${node.origin}/api/v1/sign-in/link`, { token, device: 'e2e' })
    cookies.push(cookie)
    await post(`${node.origin}/api/v1/commands`, { ref: 1, client_id: randomUUID(), t: 'accept_terms', version: 1 }, cookie)
  }
  const command = <T>(cookie: string, action: object) => post<T>(`${node.origin}/api/v1/commands`, { ref: 1, client_id: randomUUID(), ...action }, cookie)
  const [owner = '', ...others] = cookies
  const hall = await command<{ id: string }>(owner, { t: 'create_workspace', name: HALL, purpose: 'Kokeita varten', visibility: 'open' })
  for (const other of others) await command(other, { t: 'join_workspace', workspace: hall.body.id })
}

/** Somebody who administers the network, made for one test; a token for `/sign-in/link`. */
export function administratorLink(folder: string, email: string): string {
  admin(folder, 'create-member', '--given', 'Hallinta', '--family', 'Koeniitty', '--email', email, '--administrator')
  return admin<{ token: string }>(folder, 'sign-in-link', '--member', email).token
}
