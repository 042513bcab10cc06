// Notices of a closed app, the whole way but the browser maker's own service: a service that others wrote takes what the
// server sealed, opens it with the device's key, and the real service worker is given what came out.
import { createRequire } from 'node:module'
import type { CDPSession, Page } from '@playwright/test'
import { freePort } from './support/nodes'
import { expect, first, meeting, test, type Person } from './support/people'

const from = createRequire(import.meta.url)

interface Subscription {
  endpoint: string
  clientHash: string
  keys: Record<string, string>
}
interface Model {
  subscribe(options: Record<string, string>): Promise<Subscription>
  getNotifications(asked: { clientHash: string }): { messages: string[] }
}

/** The push service, and the one browser that has subscribed there. */
async function service() {
  const { PushApiModel } = from('web-push-testing/src/PushApiModel.js') as { PushApiModel: new () => Model }
  const Server = from('web-push-testing/src/server.js') as new (model: Model, port: number) => { startServer(): void }
  const model = new PushApiModel()
  const server = new Server(model, await freePort())
  server.startServer()
  let hash = ''
  return {
    subscribe: async (key: string) => {
      const made = await model.subscribe({ userVisibleOnly: 'true', applicationServerKey: key })
      hash = made.clientHash
      return made
    },
    opened: () => (hash === '' ? [] : model.getNotifications({ clientHash: hash }).messages),
    close: () => (Reflect.get(server, '_server') as { close(): void }).close(),
  }
}

/** Chromium here has no way to its maker's push service: it subscribes at this one instead. */
async function subscribesAt(page: Page, subscribe: (key: string) => Promise<Subscription>): Promise<void> {
  await page.exposeFunction('subscribeThere', subscribe)
  await page.addInitScript(() => {
    let last: unknown = null
    PushManager.prototype.getSubscription = async () => last as PushSubscription | null
    PushManager.prototype.subscribe = async (options) => {
      const there = (window as unknown as { subscribeThere: (key: string) => Promise<Subscription> }).subscribeThere
      const { endpoint, keys } = await there(String(options?.applicationServerKey))
      last = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => true }
      return last as PushSubscription
    }
  })
}

/** Hands the worker what a push brings, as the browser does after opening it. */
async function deliverer(session: CDPSession): Promise<(data: string) => Promise<unknown>> {
  const registered = new Promise<string>((done) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find((each) => !each.isDeleted)
      if (one) done(one.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  return (data) => session.send('ServiceWorker.deliverPushMessage', { origin: first, registrationId, data })
}

const notices = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const shown = await registration.getNotifications()
    return shown.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, path: (data as { path: string }).path }))
  })

async function turnsOn(who: Person): Promise<void> {
  await who.page.goto(`${who.origin}/me`)
  await who.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await who.page.getByRole('button', { name: 'Ota ilmoitukset käyttöön tällä laitteella' }).click()
  await expect(who.page.getByText(/^Tämä laite · Chrome, Linux/)).toBeVisible()
}

test('a notice goes from the words to the screen, and opens its place', async ({ person }) => {
  const push = await service()
  try {
    const ilona = await person('Ilona')
    const veikko = await person('Veikko', first, { serviceWorkers: 'allow' })
    const channel = await meeting(ilona, veikko)
    // At whatever hour the tests run.
    await veikko.act({ t: 'change_notices', quiet: Array.from({ length: 7 }, () => null) })
    await veikko.context.grantPermissions(['notifications'], { origin: first })
    await subscribesAt(veikko.page, push.subscribe)
    await turnsOn(veikko)
    const deliver = await deliverer(await veikko.context.newCDPSession(veikko.page))

    await veikko.page.getByRole('button', { name: /^Lähetä koe laitteelle/ }).click()
    await expect.poll(() => push.opened().length).toBe(1)
    await deliver(push.opened()[0] ?? '')
    await expect.poll(() => notices(veikko.page)).toEqual([
      { title: 'Ilmoitukset toimivat', body: 'Tämä laite kertoo jatkossa sinua koskevista viesteistä.', tag: 'test', lang: 'fi', path: '/me' },
    ])

    const text = `@[${veikko.start.me.id}] tule pian`
    const said = await ilona.act({ t: 'send', channel, text })
    await expect.poll(() => push.opened().length).toBe(2)
    await deliver(push.opened()[1] ?? '')
    await expect.poll(async () => (await notices(veikko.page)).length).toBe(2)
    const told = (await notices(veikko.page)).find((one) => one.tag !== 'test')
    expect(told?.title).toMatch(/^Ilona .* · koe-/)
    expect(told?.body).toMatch(/^@Veikko .* tule pian$/)
    expect(told?.path).toBe(`/c/${channel}/m/${said.id}`)

    // Read on another device: the next push takes it from this screen.
    await veikko.act({ t: 'mark_read', channel, seq: said.seq ?? 0 })
    await expect.poll(() => push.opened().length).toBe(3)
    await deliver(push.opened()[2] ?? '')
    await expect.poll(async () => (await notices(veikko.page)).map((one) => one.tag)).toEqual(['test'])
  } finally {
    push.close()
  }
})
