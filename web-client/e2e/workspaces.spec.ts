// Founding a workspace, opening and closing it, archiving it, and putting its channels in order: at both widths, in two
// languages.
import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, first, isLive, test, type Person } from './support/people'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Counts what a person does with a finger; typing words is not counted. */
function hand() {
  let taps = 0
  return {
    taps: () => taps,
    tap: async (what: Locator) => {
      taps += 1
      await what.click()
    },
  }
}

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((one) => ({ rule: one.id, nodes: one.nodes.map((node) => node.html.slice(0, 200)) }))).toEqual([])
}

/** Another person, who reads from outside. */
async function channelsOf(who: Person, workspace: string): Promise<number> {
  const answer = await who.context.request.get(`${who.origin}/api/v1/workspaces/${workspace}/channels`)
  return ((await answer.json()) as unknown[]).length
}

test('on a phone a workspace with a template takes at most eight taps and a minute', async ({ person }) => {
  const ilona = await person('Ilona', first, PHONE)
  const { page } = ilona
  const name = `Suunnitelma ${randomUUID().slice(0, 6)}`
  await page.goto(`${first}/channels`)
  await expect(page.getByRole('heading', { level: 1, name: 'Kanavat' })).toBeVisible()
  const began = Date.now()
  const { tap, taps } = hand()
  await tap(page.getByRole('button', { name: 'Uusi työtila' }))
  await page.getByRole('textbox', { name: 'Nimi' }).fill(name)
  await tap(page.getByRole('textbox', { name: 'Tarkoitus' }))
  await page.getByRole('textbox', { name: 'Tarkoitus' }).fill('Kunnan suunnitelma yhdessä')
  await tap(page.getByRole('radio', { name: /^Pyynnöstä/ }))
  await tap(page.getByRole('button', { name: 'Lisää valintoja' }))
  await tap(page.getByRole('radio', { name: /^Paikallinen turvallisuussuunnitelma/ }))
  await clean(page)
  await tap(page.getByRole('button', { name: 'Luo työtila' }))
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  expect(taps()).toBeLessThanOrEqual(8)
  expect(Date.now() - began).toBeLessThan(60_000)
  for (const channel of ['yleinen', 'suunnitelma', 'tiedotteet', 'ohjausryhmä']) await expect(page.getByRole('link', { name: new RegExp(`^${channel}`) })).toBeVisible()
  await clean(page)
  await page.getByRole('link', { name: /^suunnitelma/ }).click()
  await page.getByRole('button', { name: 'Koko kanava' }).click()
  await expect(page.getByText('Rikollisuuden ehkäisy ja torjunta').first()).toBeVisible()
})

for (const [width, options, locale, words] of [
  ['wide, in Finnish', {}, 'fi', { settings: 'Asetukset', invited: /^Vain kutsutut/, save: 'Tallenna muutos', archived: /^Arkistoitu/, readOnly: 'Työtila on arkistoitu. Sitä voi lukea, muttei muuttaa.', cut: /ei enää voi lukea kanavia/ }],
  ['narrow, in Swedish', PHONE, 'sv', { settings: 'Inställningar', invited: /^Endast inbjudna/, save: 'Spara ändringen', archived: /^Arkiverad/, readOnly: 'Arbetsytan är arkiverad. Den kan läsas men inte ändras.', cut: /kan inte längre läsa kanalerna/ }],
] as const)
  test(`closing tells who is cut, archiving shuts the writing: ${width}`, async ({ person }) => {
    const ilona = await person('Ilona', first, options)
    const veikko = await person('Veikko')
    const made = await ilona.act({ t: 'found_workspace', name: `Avoin ${randomUUID().slice(0, 6)}`, purpose: 'Kaikille', visibility: 'open' })
    expect(await channelsOf(veikko, made.id)).toBe(1)
    const { page } = ilona
    await page.addInitScript((wanted) => localStorage.setItem('talkoo.locale', wanted), locale)
    await page.goto(`${first}/w/${made.id}`)
    await page.getByRole('link', { name: words.settings }).click()
    await expect(page.getByRole('heading', { level: 1, name: words.settings })).toBeVisible()
    await clean(page)
    await page.getByRole('radio', { name: words.invited }).click()
    await expect(page.getByRole('alertdialog').getByText(words.cut)).toBeVisible()
    await page.getByRole('alertdialog').getByRole('button', { name: words.save }).click()
    await expect(page.getByRole('radio', { name: words.invited })).toBeChecked()
    expect(await channelsOf(veikko, made.id)).toBe(0)

    await page.getByRole('radio', { name: words.archived }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: words.save }).click()
    await expect(page.getByText(words.readOnly)).toBeVisible()
    await page.goto(`${first}/w/${made.id}`)
    await expect(page.getByText(words.readOnly)).toBeVisible()
    await clean(page)
  })

test('channels are put in order by keyboard, and another device sees it', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko', first, { viewport: { width: 390, height: 844 } })
  const made = await ilona.act({ t: 'found_workspace', name: `Järjestys ${randomUUID().slice(0, 6)}`, purpose: 'Kaikille', visibility: 'open' })
  for (const name of ['eka', 'toka']) await ilona.act({ t: 'create_channel', workspace: made.id, kind: 'chat', name, topic: '', visibility: 'public' })
  await veikko.act({ t: 'join_workspace', workspace: made.id })
  await veikko.page.goto(`${first}/w/${made.id}`)
  const rows = veikko.page.getByRole('region', { name: 'Kanavat' }).getByRole('listitem')
  await expect(rows).toHaveText([/yleinen/, /eka/, /toka/])

  const { page } = ilona
  await page.goto(`${first}/w/${made.id}/settings`)
  await isLive(page)
  await page.locator('[data-channel]').filter({ hasText: 'toka' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows).toHaveText([/yleinen/, /toka/, /eka/])
  await expect(page.locator('[data-channel]').filter({ hasText: 'toka' })).toBeFocused()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows).toHaveText([/toka/, /yleinen/, /eka/])
  await page.getByRole('textbox', { name: 'Otsikko, jonka alla yleinen on' }).fill('Arki')
  await page.keyboard.press('Enter')
  await expect(veikko.page.getByText('Arki')).toBeVisible()
})
