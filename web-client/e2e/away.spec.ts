// A tunnel, a reload, a second device: nothing is lost, nothing is there twice, counts agree.
import type { Page } from '@playwright/test'
import { composer, expect, isLive, meeting, message, open, say, test, texts } from './support/people'

/** What the device holds of one sort, as text: what is on it survives whatever comes. */
function kept(page: Page, sort: 'drafts' | 'content' | 'places'): Promise<string> {
  return page.evaluate(async (name) => {
    const one = (await indexedDB.databases()).find((each) => each.name?.startsWith('talkoo-'))
    return new Promise<string>((done) => {
      const opened = indexedDB.open(one?.name ?? '')
      opened.onsuccess = () => {
        const all = opened.result.transaction(name).objectStore(name).getAll()
        all.onsuccess = () => {
          opened.result.close()
          done(JSON.stringify(all.result, (_, value: unknown) => (value instanceof Map ? [...value] : value)))
        }
      }
    })
  }, sort)
}

test('one goes offline, both write, it comes back: the same order on both', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  await open(ilona, channel)
  await open(veikko, channel)
  await say(ilona.page, 'Ennen tunnelia')
  await expect(message(veikko.page, 'Ennen tunnelia')).toBeVisible()

  await veikko.context.setOffline(true)
  await expect(veikko.page.getByText(/^Ei yhteyttä|^Yhteys katkesi/)).toBeVisible()
  await say(veikko.page, 'Tunnelista yksi')
  await say(veikko.page, 'Tunnelista kaksi')
  await expect(message(veikko.page, 'Tunnelista yksi').getByText('Lähetetään, kun yhteys palaa')).toBeVisible()
  await say(ilona.page, 'Ulkona yksi')
  await say(ilona.page, 'Ulkona kaksi')
  await expect(message(veikko.page, 'Ulkona yksi')).toHaveCount(0)

  await veikko.context.setOffline(false)
  for (const page of [ilona.page, veikko.page])
    for (const text of ['Tunnelista yksi', 'Tunnelista kaksi', 'Ulkona yksi', 'Ulkona kaksi']) await expect(message(page, text)).toHaveCount(1)
  await expect(veikko.page.getByText('Lähetetään')).toHaveCount(0)
  await expect.poll(() => texts(veikko.page)).toEqual(await texts(ilona.page))
  const order = await texts(ilona.page)
  expect(order.indexOf('Tunnelista yksi')).toBeLessThan(order.indexOf('Tunnelista kaksi'))
})

test('what was written offline survives a reload and is sent once', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  await open(ilona, channel)
  await open(veikko, channel)
  await expect.poll(() => kept(veikko.page, 'places')).toContain(channel)
  // The page itself must load again, so only the socket and the API are cut.
  await veikko.context.route('**/api/**', (route) => route.abort())
  await veikko.page.routeWebSocket(/\/api\/v1\/socket/, (socket) => socket.close())
  await veikko.page.reload()
  await expect(composer(veikko.page)).toBeVisible()
  await say(veikko.page, 'Kirjoitettu katkon aikana')
  await composer(veikko.page).fill('Kesken jäänyt luonnos')
  await expect.poll(() => kept(veikko.page, 'drafts')).toContain('Kesken jäänyt luonnos')
  await veikko.page.reload()
  await expect(message(veikko.page, 'Kirjoitettu katkon aikana')).toHaveCount(1)
  await expect(composer(veikko.page)).toHaveValue('Kesken jäänyt luonnos')

  await veikko.page.unrouteAll()
  await veikko.context.unrouteAll()
  const page = await veikko.context.newPage()
  await veikko.page.close()
  await page.goto(`${veikko.origin}/c/${channel}`)
  await expect(message(ilona.page, 'Kirjoitettu katkon aikana')).toHaveCount(1)
  await expect(message(page, 'Kirjoitettu katkon aikana')).toHaveCount(1)
})

test('a visited channel shows before the network answers', async ({ person }) => {
  const veikko = await person('Veikko')
  const channel = await meeting(veikko)
  await open(veikko, channel)
  await say(veikko.page, 'Tämä on jo laitteella')
  await expect.poll(() => kept(veikko.page, 'content')).toContain('Tämä on jo laitteella')
  await veikko.context.route('**/api/**', () => {})
  await veikko.page.routeWebSocket(/\/api\/v1\/socket/, () => {})
  await veikko.page.reload()
  await expect(message(veikko.page, 'Tämä on jo laitteella')).toBeVisible()
})

test('reading on one device clears the other, and marking unread brings it back', async ({ person }) => {
  const ilona = await person('Ilona')
  const phone = await person('Veikko')
  const desk = await person('Veikko')
  const channel = await meeting(ilona, phone)
  await desk.page.goto(`${desk.origin}/fresh`)
  await isLive(desk.page)
  for (const text of ['Yksi', 'Kaksi', 'Kolme']) await ilona.act({ t: 'send', channel, text })
  const row = desk.page.locator(`a[href="/c/${channel}"]`).first()
  await expect(row.getByText('3 lukematonta')).toBeAttached()

  await open(phone, channel)
  await expect(message(phone.page, 'Kolme')).toBeVisible()
  await expect(row.getByText(/lukema/)).toHaveCount(0)

  const second = message(phone.page, 'Kaksi')
  await second.hover()
  await second.getByRole('button', { name: 'Lisää toimintoja' }).click()
  await phone.page.getByRole('menuitem', { name: 'Merkitse lukemattomaksi tästä' }).click()
  await phone.page.getByRole('link', { name: /Uutta sinulle/ }).click()
  await expect(row.getByText('2 lukematonta')).toBeAttached()
})

test('history loads above without the screen moving, and the first unread is found', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  for (let i = 1; i <= 140; i++) await ilona.act({ t: 'send', channel, text: `Viesti numero ${i}` })
  await open(ilona, channel)
  await expect(message(ilona.page, /Viesti numero 140(?!\d)/)).toBeInViewport()
  const feed = ilona.page.getByRole('feed')
  await feed.hover()
  for (let i = 0; i < 40; i++) await ilona.page.mouse.wheel(0, -900)
  await expect(message(ilona.page, /Viesti numero 1(?!\d)/)).toBeInViewport()
  await ilona.page.getByRole('button', { name: 'Siirry uusimpaan' }).click()
  await expect(message(ilona.page, /Viesti numero 140(?!\d)/)).toBeInViewport()

  await open(veikko, channel)
  await expect(veikko.page.getByText('Uusia viestejä')).toBeInViewport()
  await expect(message(veikko.page, /Viesti numero 1(?!\d)/)).toBeInViewport()
})
