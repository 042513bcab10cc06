// From a link to the first message, from a request to being in, from one device to another: on a phone.
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { HALL } from './support/cast'
import { composer, expect, first, message, second, test, type Person } from './support/people'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((one) => ({ rule: one.id, nodes: one.nodes.map((node) => node.html.slice(0, 200)) }))).toEqual([])
}

/** A workspace of Ilona's, that nobody else is in. */
async function founded(owner: Person, visibility: string): Promise<{ id: string; name: string }> {
  const name = `Koetila ${randomUUID().slice(0, 8)}`
  const made = await owner.act({ t: 'create_workspace', name, purpose: 'Kutsuja varten', visibility })
  await owner.act({ t: 'create_channel', workspace: made.id, kind: 'chat', name: 'aula', topic: '', visibility: 'public' })
  return { id: made.id, name }
}

for (const [locale, words] of [
  ['fi', { given: 'Etunimi', family: 'Sukunimi', email: 'Sähköposti', consent: /Hyväksyn käyttöehdot/, comeIn: 'Liity ja aloita', write: /^Kirjoita:/ }],
  ['sv', { given: 'Förnamn', family: 'Efternamn', email: 'E-post', consent: /Jag godkänner/, comeIn: 'Gå med och börja', write: /^Skriv:/ }],
] as const)
  test(`a newcomer comes by a link and writes, on a phone, in ${locale}`, async ({ browser, person }) => {
    const ilona = await person('Ilona', first, PHONE)
    const place = await founded(ilona, 'invited')
    await ilona.page.goto(`${first}/w/${place.id}/people?tab=invitations`)
    await ilona.page.getByRole('button', { name: 'Uusi kutsulinkki' }).click()
    await ilona.page.getByLabel('Muistiinpano').fill('Syksyn seminaari')
    await clean(ilona.page)
    await ilona.page.getByRole('button', { name: 'Tee kutsulinkki' }).click()
    const address = await ilona.page.getByLabel('Kutsulinkki').inputValue()
    expect(address).toMatch(/\/invite#[\w-]{43}$/)

    const began = Date.now()
    const phone = await browser.newContext({ ...PHONE, locale: locale === 'fi' ? 'fi-FI' : 'sv-FI' })
    const page = await phone.newPage()
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(place.name)
    await clean(page)
    await page.getByRole('button', { name: words.comeIn }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.getByLabel(words.given).fill('Siiri')
    await page.getByLabel(words.family).fill('Uusiranta')
    await page.getByLabel(words.email).fill(`siiri-${randomUUID().slice(0, 8)}@uusi.example`)
    await page.getByLabel(words.consent).check()
    await page.getByRole('button', { name: words.comeIn }).click()
    const box = page.getByRole('textbox', { name: words.write })
    await box.fill('Hei, tulin kutsulla')
    await page.getByRole('button', { name: /^(Lähetä|Skicka)$/ }).click()
    await expect(message(page, 'Hei, tulin kutsulla')).toBeVisible()
    expect(Date.now() - began).toBeLessThan(180_000)
    await phone.close()
    // Who made the link sees who came, without asking.
    await expect(ilona.page.getByText('1 / 25 tullut')).toBeVisible()
    await expect(ilona.page.getByText(/Siiri Uusiranta \(uusi tunnus\)/)).toBeVisible()
    await ilona.page.getByRole('button', { name: /Peru kutsu: Syksyn seminaari/ }).click()
    await expect(ilona.page.getByText('Peruttu', { exact: true })).toBeVisible()
    const late = await browser.newPage()
    await late.goto(address)
    await expect(late.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(late.getByText(place.name)).toHaveCount(0)
    await late.close()
  })

test('who has an account comes in with one press', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko', second, PHONE)
  const place = await founded(ilona, 'secret')
  await ilona.page.goto(`${first}/w/${place.id}/people?tab=invitations`)
  await ilona.page.getByRole('button', { name: 'Uusi kutsulinkki' }).click()
  await ilona.page.getByRole('button', { name: 'Tee kutsulinkki' }).click()
  const address = await ilona.page.getByLabel('Kutsulinkki').inputValue()
  await veikko.page.goto(address.replace(first, second))
  await veikko.page.getByRole('button', { name: 'Liity nimellä Veikko Mittari' }).click()
  await expect(composer(veikko.page)).toBeVisible()
  await expect(veikko.page.getByRole('heading', { level: 1, name: 'yleinen' })).toBeVisible()
})

test('asked, approved and in, on a phone', async ({ person }) => {
  const ilona = await person('Ilona', first, PHONE)
  const veikko = await person('Veikko', second, PHONE)
  const place = await founded(ilona, 'by_request')
  await ilona.page.goto(`${first}/channels`)
  await expect(ilona.page.getByRole('button', { name: `Lisää toimintoja: ${place.name}` })).toBeVisible()
  await veikko.page.goto(`${second}/browse`)
  const card = veikko.page.getByRole('region', { name: place.name })
  await card.getByRole('button', { name: /Pyydä liittymistä/ }).click()
  await veikko.page.getByLabel(/Muutama sana omistajille/).fill('Teen samaa työtä')
  await clean(veikko.page)
  await veikko.page.getByRole('button', { name: 'Lähetä pyyntö' }).click()
  await expect(card.getByText('Pyyntösi odottaa')).toBeVisible()

  // The badge comes by itself, and leads to the queue.
  await ilona.page.getByText('1 pyyntö odottaa').waitFor({ state: 'attached' })
  await ilona.page.getByRole('link', { name: `Ihmiset: ${place.name}` }).click()
  const asker = ilona.page.getByRole('article', { name: 'Veikko Mittari' })
  await expect(asker.getByText('Teen samaa työtä')).toBeVisible()
  await clean(ilona.page)
  await asker.getByRole('button', { name: 'Hyväksy: Veikko Mittari' }).click()
  await expect(ilona.page.getByText('Kukaan ei odota.')).toBeVisible()
  await expect(card.getByRole('link', { name: 'aula' })).toBeVisible()
  await card.getByRole('link', { name: 'aula' }).click()
  await expect(composer(veikko.page)).toBeVisible()

  await ilona.page.getByRole('link', { name: 'Jäsenet' }).click()
  await ilona.page.getByLabel('Rooli: Veikko Mittari').selectOption('facilitator')
  await expect(ilona.page.getByLabel('Rooli: Veikko Mittari')).toHaveValue('facilitator')
  await clean(ilona.page)
  await ilona.page.getByRole('button', { name: 'Poista työtilasta: Veikko Mittari' }).click()
  await ilona.page.getByRole('alertdialog').getByRole('button', { name: 'Poista' }).click()
  await expect(ilona.page.getByLabel('Rooli: Veikko Mittari')).toHaveCount(0)
  await expect(composer(veikko.page)).toHaveCount(0)
})

test('a code moves the session to the phone, once', async ({ browser, person }) => {
  const veikko = await person('Veikko')
  expect(veikko.start.workspaces.some((one) => one.name === HALL)).toBe(true)
  await veikko.page.goto(`${first}/me`)
  await veikko.page.getByRole('button', { name: 'Näytä koodi' }).click()
  await expect(veikko.page.getByRole('img', { name: /QR-koodi/ })).toBeVisible()
  await clean(veikko.page)
  const address = await veikko.page.getByLabel(/Osoite, jos kamera ei toimi/).inputValue()
  expect(address).toMatch(/\/move#[\w-]{43}$/)

  const phone = await browser.newContext({ ...PHONE, locale: 'fi-FI' })
  const page = await phone.newPage()
  await page.goto(address)
  await expect(page.getByText('Tämä laite kirjautuu nimellä Veikko Mittari.')).toBeVisible()
  await clean(page)
  await page.getByRole('button', { name: 'Kirjaudu tällä laitteella' }).click()
  await expect(page.getByRole('heading', { name: 'Uutta sinulle' })).toBeVisible()
  // The device that showed it hears of it, and the code is worth nothing more.
  await expect(veikko.page.getByText('Toinen laite on nyt kirjautunut.')).toBeVisible()
  await phone.clearCookies()
  await page.goto(first)
  await page.goto(address)
  await expect(page.getByText(/Koodi ei toimi enää/)).toBeVisible()
  await phone.close()
})
