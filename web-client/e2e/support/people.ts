// People for the tests: they sign in, each in a browser of their own, and meet in a channel that was made for the test.
import { randomUUID } from 'node:crypto'
import { expect, test as base, type APIRequestContext, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test'
import { HALL, linkToken, type Given } from './cast'
import type { Ack, Action, DemoBody, StartBody } from '../../src/wire/protocol.gen'

export const origins = JSON.parse(process.env['E2E_ORIGINS'] ?? '["http://127.0.0.1:8080"]') as [string, string?]
const folder = process.env['E2E_FOLDER'] ?? ''
export const [first] = origins
export const second = origins[1] ?? first

export interface Person {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext
  readonly origin: string
  readonly start: StartBody
  /** Does something over HTTP, as this person's program would. */
  act: (action: Action) => Promise<Ack>
}

export async function demo(request: APIRequestContext): Promise<DemoBody> {
  const answer = await request.get(`${first}/api/v1/demo`)
  expect(answer.ok()).toBe(true)
  return (await answer.json()) as DemoBody
}

async function act(context: BrowserContext, origin: string, action: Action): Promise<Ack> {
  const answer = await context.request.post(`${origin}/api/v1/commands`, {
    data: { ref: 1, client_id: randomUUID(), ...action },
    headers: { origin },
  })
  expect(answer.ok(), `${action.t}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as Ack
}

/** A person in a browser of their own; `at` is the node they use. */
async function arrive(browser: Browser, given: Given, at: string, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext({ locale: 'fi-FI', timezoneId: 'Europe/Helsinki', viewport: { width: 1440, height: 900 }, ...options })
  const signed = await context.request.post(`${at}/api/v1/sign-in/link`, { data: { token: linkToken(folder, given), device: 'e2e' }, headers: { origin: at } })
  expect(signed.ok(), await signed.text()).toBe(true)
  const told = await context.request.get(`${at}/api/v1/start`)
  expect(told.ok(), await told.text()).toBe(true)
  const start = (await told.json()) as StartBody
  if (start.terms_due !== undefined) await act(context, at, { t: 'accept_terms', version: start.terms_due })
  const page = await context.newPage()
  await page.addInitScript(() => localStorage.setItem('talkoo.locale', 'fi'))
  return { name: given, page, context, origin: at, start, act: (action) => act(context, at, action) }
}

/** A channel of the hall that these people have joined. */
export async function meeting(owner: Person, ...others: Person[]): Promise<string> {
  const hall = owner.start.workspaces.find((one) => one.name === HALL)
  if (!hall) throw new Error('the hall is missing')
  const name = `koe-${randomUUID().slice(0, 8)}`
  const made = await owner.act({ t: 'create_channel', workspace: hall.id, kind: 'chat', name, topic: '', visibility: 'public' })
  for (const other of others) await other.act({ t: 'join', channel: made.id })
  return made.id
}

export const composer = (page: Page) => page.getByRole('textbox', { name: /^Kirjoita:/ })
export const message = (page: Page, text: string | RegExp) => page.getByRole('article').filter({ hasText: text })

/** Opens a channel and waits until one could write in it. */
export async function open(who: Person, channel: string): Promise<void> {
  await who.page.goto(`${who.origin}/c/${channel}`)
  await expect(composer(who.page)).toBeVisible()
  await isLive(who.page)
}

export async function isLive(page: Page): Promise<void> {
  await expect(page.getByText(/Solmu .*Yhteys kunnossa/)).toBeVisible()
}

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
  await expect(composer(page)).toHaveValue('')
}

/** The texts of a timeline as they stand on the screen, in order. */
export async function texts(page: Page): Promise<string[]> {
  return page.getByRole('article').locator('p').allInnerTexts()
}

export type Arrive = (given: Given, at?: string, options?: BrowserContextOptions) => Promise<Person>

/** `person('Ilona')` brings somebody in; they leave when the test ends. */
export const test = base.extend<{ person: Arrive }>({
  person: async ({ browser }, lend) => {
    const here: Person[] = []
    await lend(async (given, at = first, options = {}) => {
      const one = await arrive(browser, given, at, options)
      here.push(one)
      return one
    })
    for (const one of here) await one.context.close()
  },
})
export { expect }
