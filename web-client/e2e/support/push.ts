// A push service that others wrote, and a browser that subscribes there.
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { freePort } from './nodes'
import { expect, type Person } from './people'

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
export async function service() {
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
export async function subscribesAt(page: Page, subscribe: (key: string) => Promise<Subscription>): Promise<void> {
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

export async function turnsOn(who: Person): Promise<void> {
  await who.page.goto(`${who.origin}/me`)
  await who.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await who.page.getByRole('button', { name: 'Ota ilmoitukset käyttöön tällä laitteella' }).click()
  await expect(who.page.getByText(/^Tämä laite · Chrome, Linux/)).toBeVisible()
}
