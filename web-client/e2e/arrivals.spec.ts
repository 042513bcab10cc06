// From the form to the first message, in two languages and at two widths; a password by mail; what one may read before.
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { administratorLink, HALL } from './support/cast'
import { composer, expect, first, test } from './support/people'
import { linkOf } from './support/post'
import type { StartBody } from '../src/wire/protocol.gen'

const folder = process.env['E2E_FOLDER'] ?? ''

const spoken = {
  fi: { register: 'Rekisteröidy jäseneksi', given: 'Etunimi', family: 'Sukunimi', email: 'Sähköposti', organisation: 'Organisaatio', other: 'Muu, kirjoitan nimen itse', name: 'Organisaation nimi', reason: 'Miksi haluat mukaan?', agree: /Hyväksyn/, send: 'Lähetä hakemus', check: 'Katso sähköpostiasi', received: 'Hakemuksesi on saapunut', go: 'Jatka kirjautumista', waits: 'Odottaa hyväksyntää', welcome: 'Tervetuloa', fresh: 'Uutta sinulle' },
  sv: { register: 'Registrera dig som medlem', given: 'Förnamn', family: 'Efternamn', email: 'E-post', organisation: 'Organisation', other: 'Annan, jag skriver namnet själv', name: 'Organisationens namn', reason: 'Varför vill du vara med?', agree: /Jag godkänner/, send: 'Skicka ansökan', check: 'Se i din e-post', received: 'Din ansökan har kommit fram', go: 'Fortsätt inloggningen', waits: 'Väntar på godkännande', welcome: 'Välkommen', fresh: 'Nytt för dig' },
} as const

async function visitor(browser: Browser, locale: 'fi' | 'sv', width: number): Promise<Page> {
  const context = await browser.newContext({ locale: `${locale}-FI`, timezoneId: 'Europe/Helsinki', viewport: { width, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript((word) => localStorage.setItem('talkoo.locale', word), locale)
  return page
}

async function administrator(browser: Browser): Promise<Page> {
  const page = await visitor(browser, 'fi', 1440)
  await page.goto(`${first}/sign-in/link/${administratorLink(folder, `hallinta-${randomUUID().slice(0, 8)}@koe.example`)}`)
  await page.getByRole('button', { name: 'Jatka kirjautumista' }).click()
  // Who was made by an operator has agreed to nothing yet.
  await expect(page.getByRole('heading', { name: 'Ehdot ennen kuin jatkat' })).toBeVisible()
  await page.getByRole('button', { name: 'Hyväksyn ja jatkan' }).click()
  await expect(page.getByRole('heading', { name: 'Uutta sinulle' })).toBeVisible()
  return page
}

for (const [locale, width] of [['fi', 1440], ['sv', 390]] as const) {
  test(`from the form to the first message, in ${locale} at ${width} px`, async ({ browser }) => {
    const words = spoken[locale]
    const email = `hakija-${randomUUID().slice(0, 8)}@koe.example`
    const family = `Koe${randomUUID().slice(0, 6)}`
    const page = await visitor(browser, locale, width)
    await page.goto(`${first}/register`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.register)
    await page.getByRole('button', { name: words.send }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.getByLabel(words.given).fill('Siiri')
    await page.getByLabel(words.family).fill(family)
    await page.getByLabel(words.email).fill(email)
    await page.getByLabel(words.organisation, { exact: true }).selectOption({ label: words.other })
    await page.getByLabel(words.name).fill('Koekylä ry')
    await page.getByLabel(words.reason).fill('Haluan oppia muilta.')
    await page.getByRole('checkbox', { name: words.agree }).check()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.getByRole('button', { name: words.send }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.check)

    await page.goto(first + (await linkOf(email, words.received)))
    await page.getByRole('button', { name: words.go }).click()
    await expect(page.getByText(words.waits)).toBeVisible()

    const admin = await administrator(browser)
    await admin.goto(`${first}/admin/arrivals`)
    const row = admin.getByRole('listitem').filter({ hasText: family })
    await expect(row).toContainText('Osoite vahvistettu')
    await row.getByRole('button', { name: /Käsittelen tätä/ }).click()
    await expect(row).toContainText('Käsittelyssä: Hallinta Koeniitty')
    await row.getByRole('checkbox').check()
    await admin.getByRole('button', { name: 'Hyväksy 1 valittu' }).click()
    await expect(row).toHaveCount(0)

    // Who waits at the screen is let in without doing anything; the letter's link works on another device.
    await expect(page.getByRole('heading', { name: words.fresh })).toBeVisible({ timeout: 15_000 })
    const phone = await visitor(browser, locale, width)
    await phone.goto(first + (await linkOf(email, words.welcome)))
    await phone.getByRole('button', { name: words.go }).click()
    await expect(phone.getByRole('heading', { name: words.fresh })).toBeVisible()
    const act = (action: object) => phone.request.post(`${first}/api/v1/commands`, { data: { ref: 1, client_id: randomUUID(), ...action }, headers: { origin: first } })
    const cards = (await (await phone.request.get(`${first}/api/v1/workspaces`)).json()) as { workspace: { id: string; name: string } }[]
    await act({ t: 'join_workspace', workspace: cards.find((one) => one.workspace.name === HALL)?.workspace.id })
    const start = (await (await phone.request.get(`${first}/api/v1/start`)).json()) as StartBody
    const channel = start.channels.find((one) => start.workspaces.find((hall) => hall.name === HALL)?.id === one.workspace)
    await phone.goto(`${first}/c/${channel?.id}`)
    const box = locale === 'fi' ? composer(phone) : phone.getByRole('textbox', { name: /^Skriv/ })
    await box.fill(`Hei, olen ${family}`)
    await box.press('Enter')
    await expect(phone.getByRole('article').filter({ hasText: family })).toBeVisible()
    for (const one of [page, admin, phone]) await one.context().close()
  })
}

test('a forgotten password is set anew by mail, and other devices are out', async ({ person, browser }) => {
  const ilona = await person('Veikko')
  await ilona.page.goto(`${first}/fresh`)
  const page = await visitor(browser, 'fi', 390)
  await page.goto(`${first}/forgotten`)
  await page.getByLabel('Sähköposti').fill('veikko@koe.example')
  await page.getByRole('radio', { name: /Uuden salasanan/ }).check()
  await page.getByRole('button', { name: 'Lähetä linkki' }).click()
  await expect(page.getByRole('status').filter({ hasText: '@' })).toContainText('veikko@koe.example')
  await page.goto(first + (await linkOf('veikko@koe.example', 'Aseta uusi salasana')))
  await page.getByLabel('Valitse salasana').fill('seitsemän lumista veljestä')
  await page.getByRole('button', { name: 'Jatka kirjautumista' }).click()
  await expect(page.getByRole('heading', { name: 'Uutta sinulle' })).toBeVisible()
  await expect(ilona.page.getByRole('button', { name: /Odottaa:|Kirjaudu/ }).first()).toBeVisible()
  await page.context().close()
})

test('terms and privacy are read in three languages without signing in', async ({ page }) => {
  await page.goto(`${first}/terms`)
  await expect(page.getByRole('heading', { name: 'Tietosuojaseloste' })).toBeVisible()
  await page.getByRole('button', { name: 'Svenska' }).click()
  await expect(page.getByRole('heading', { name: 'Dataskyddsbeskrivning' })).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByText('In an emergency, call 112.', { exact: false })).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})
