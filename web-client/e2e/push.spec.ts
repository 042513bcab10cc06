// Notices of a closed app, the whole way but the browser maker's own service: a service that others wrote takes what the
// server sealed, opens it with the device's key, and the real service worker is given what came out.
import type { CDPSession, Page } from '@playwright/test'
import { expect, first, meeting, test } from './support/people'
import { service, subscribesAt, turnsOn } from './support/push'

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
