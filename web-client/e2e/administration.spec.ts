// Running the network: an ordinary member finds nothing there; settings hold at once for everybody; people are brought
// in by a list, whole or not at all, and the first of them comes in by a link; feedback reaches those who run it.
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, first, second, test, type Arrive, type Person } from './support/people'

const clean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((one) => ({ rule: one.id, nodes: one.nodes.map((node) => node.html.slice(0, 200)) }))).toEqual([])
}

/** The administrator, on a screen of this size and in this language. */
async function administrator(person: Arrive, viewport = { width: 1440, height: 900 }, locale = 'fi'): Promise<Person> {
  const helmi = await person('Helmi', first, { viewport })
  await helmi.page.addInitScript((chosen) => localStorage.setItem('talkoo.locale', chosen), locale)
  return helmi
}

const SIZES = [
  ['wide, in Finnish', { width: 1440, height: 900 }, 'fi'],
  ['narrow, in Swedish', { width: 390, height: 844 }, 'sv'],
] as const

const WORDS = {
  fi: {
    settings: 'Asetukset', name: 'Verkoston nimi', save: 'Tallenna', import: 'Tuo jäseniä', paste: 'Tai liitä rivit tähän', preview: 'Esikatsele',
    address: '”ei osoite” ei ole sähköpostiosoite', back: 'Takaisin', make: 'Luo 2 tunnusta', made: '2 tunnusta luotiin', links: 'Lataa kirjautumislinkit', already: '2 on jo jäseniä',
    go: 'Jatka kirjautumista',
  },
  sv: {
    settings: 'Inställningar', name: 'Nätverkets namn', save: 'Spara', import: 'Lägg till medlemmar', paste: 'Eller klistra in raderna här', preview: 'Förhandsgranska',
    address: '”ei osoite” är ingen e-postadress', back: 'Tillbaka', make: 'Skapa 2 konton', made: '2 konton skapades', links: 'Ladda ner inloggningslänkar', already: '2 är redan medlemmar',
    go: 'Fortsätt inloggningen',
  },
} as const

for (const [name, viewport, locale] of SIZES) {
  const w = WORDS[locale]

  test(`settings hold on the other node at once, ${name}`, async ({ person }) => {
    const veikko = await person('Veikko', second)
    await veikko.page.goto(`${second}/fresh`)
    const helmi = await administrator(person, viewport, locale)
    await helmi.page.goto(`${first}/admin`)
    await helmi.page.getByRole('link', { name: w.settings }).click()
    const network = `Koeverkko ${Date.now()}`
    await helmi.page.getByLabel(w.name).fill(network)
    await clean(helmi.page)
    await helmi.page.getByRole('button', { name: w.save }).click()
    await expect(veikko.page.getByText(network)).toBeVisible({ timeout: 5_000 })
  })

  test(`a list of people comes in whole or not at all, ${name}`, async ({ person, browser }) => {
    const helmi = await administrator(person, viewport, locale)
    const { page } = helmi
    const mark = `${locale}${Date.now()}`
    const list = (last: string) => `Etunimi;Sukunimi;Sähköposti;Organisaatio\nAamu;Uusi${mark};aamu.${mark}@tuonti.example;Kuusivaaran kunta\nOnni;Uusi${mark};${last};Kuusivaaran kunta\n`
    await page.goto(`${first}/admin/import`)
    await page.getByLabel(w.paste).fill(list('ei osoite'))
    await page.getByRole('button', { name: w.preview }).click()
    await expect(page.getByText(w.address)).toBeVisible()
    await expect(page.getByRole('button', { name: w.make })).toHaveCount(0)
    await clean(page)
    await page.getByRole('button', { name: w.back }).click()

    await page.locator('#import-file').setInputFiles({ name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${list(`onni.${mark}@tuonti.example`)}`) })
    await page.getByRole('button', { name: w.make }).click()
    await expect(page.getByText(w.made)).toBeVisible()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: w.links }).click()])
    const text = readFileSync(await download.path(), 'utf8')
    const link = /https?:\/\/\S+\/sign-in\/link\/[\w-]+/.exec(text)?.[0] ?? ''

    const theirs = await browser.newContext({ viewport })
    const fresh = await theirs.newPage()
    await fresh.addInitScript((chosen) => localStorage.setItem('talkoo.locale', chosen), locale)
    await fresh.goto(link)
    const go = fresh.getByRole('button', { name: w.go })
    await go.click()
    await expect(fresh).toHaveURL(/\/fresh/)
    await theirs.close()

    // The same list again makes nobody.
    await page.goto(`${first}/admin/import`)
    await page.getByLabel(w.paste).fill(list(`onni.${mark}@tuonti.example`))
    await page.getByRole('button', { name: w.preview }).click()
    await expect(page.getByText(w.already)).toBeVisible()
  })
}

test('an ordinary member finds no administration', async ({ person }) => {
  const veikko = await person('Veikko')
  await veikko.page.goto(`${first}/me`)
  await expect(veikko.page.getByRole('heading', { level: 1, name: 'Minä' })).toBeAttached()
  await expect(veikko.page.getByRole('link', { name: /ylläpito/i })).toHaveCount(0)
  for (const path of ['/admin', '/admin/members', '/admin/nothing']) {
    await veikko.page.goto(first + path)
    await expect(veikko.page.getByRole('heading', { name: 'Tätä ei löydy, tai et näe sitä.' })).toBeVisible()
  }
})

test('every part of the administration opens, and axe finds nothing', async ({ person }) => {
  const helmi = await administrator(person)
  for (const part of ['overview', 'members', 'organisations', 'competences', 'workspaces', 'feedback', 'service', 'audit']) {
    await helmi.page.goto(`${first}/admin/${part}`)
    await expect(helmi.page.locator('main h1')).toBeVisible()
    await expect(helmi.page.getByText('Ladataan…')).toHaveCount(0)
    await clean(helmi.page)
  }
  await expect(helmi.page.getByRole('table')).toBeVisible()
  await helmi.page.getByRole('button', { name: 'Tarkista ketju' }).click()
  await expect(helmi.page.getByText(/Ketju on ehjä/)).toBeVisible()
})

test('feedback reaches those who run the network, and the answer comes back', async ({ person }) => {
  const veikko = await person('Veikko')
  const words = `Nappi ei löydy ${Date.now()}`
  await veikko.page.goto(`${first}/me`)
  await veikko.page.getByRole('button', { name: 'Anna palautetta' }).click()
  await veikko.page.getByRole('radio', { name: 'Vika' }).check()
  await veikko.page.getByLabel('Kerro omin sanoin').fill(words)
  await veikko.page.getByRole('button', { name: 'Lähetä palaute' }).click()
  await expect(veikko.page.getByText(words)).toBeVisible()

  const helmi = await administrator(person)
  await helmi.page.goto(`${first}/admin/feedback`)
  const row = helmi.page.getByRole('listitem').filter({ hasText: words })
  await row.getByLabel('Vastaus lähettäjälle').fill('Se on nyt ylhäällä')
  await row.getByRole('button', { name: 'Merkitse käsitellyksi' }).click()
  await expect(row).toHaveCount(0)
  await expect(veikko.page.getByText('Vastaus: Se on nyt ylhäällä')).toBeVisible()
})

for (const [name, viewport, locale] of SIZES) {
  const w = {
    fi: { add: 'Uusi osaaminen', fi: 'Nimi suomeksi', sv: 'Nimi ruotsiksi', save: 'Tallenna', there: /on jo listalla/, edit: 'Muokkaa', retire: 'Poista käytöstä', retired: /käytöstä poistetut/, not: 'ei tarjolla', restore: 'Ota käyttöön' },
    sv: { add: 'Ny kompetens', fi: 'Namn på finska', sv: 'Namn på svenska', save: 'Spara', there: /finns redan på listan/, edit: 'Redigera', retire: 'Ta ur bruk', retired: /tagits ur bruk/, not: 'erbjuds inte', restore: 'Ta i bruk' },
  }[locale]

  test(`a competence is made, called otherwise and retired, ${name}`, async ({ person }) => {
    const { page } = await administrator(person, viewport, locale)
    const mark = `${locale}${Date.now()}`
    await page.goto(`${first}/admin/competences`)
    await page.getByRole('button', { name: w.add }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(w.fi).fill(' – ')
    await dialog.getByRole('button', { name: w.save }).click()
    await expect(dialog.getByRole('alert')).toBeVisible()
    await dialog.getByLabel(w.fi).fill(`Pihatalkoot ${mark}`)
    await clean(page)
    await dialog.getByRole('button', { name: w.save }).click()
    await expect(dialog).toHaveCount(0)
    const row = page.getByRole('listitem').filter({ hasText: mark })
    await expect(row).toBeVisible()

    await page.getByRole('button', { name: w.add }).click()
    await dialog.getByLabel(w.fi).fill(`pihatalkoot ${mark}`)
    await dialog.getByRole('button', { name: w.save }).click()
    await expect(dialog.getByRole('alert')).toHaveText(w.there)
    await page.keyboard.press('Escape')

    await row.getByRole('button', { name: w.edit }).click()
    await dialog.getByLabel(w.sv).fill(`Gårdstalko ${mark}`)
    await dialog.getByRole('button', { name: w.save }).click()
    await expect(row).toContainText(`Gårdstalko ${mark}`)
    await row.getByRole('button', { name: w.retire }).click()
    await expect(row).toHaveCount(0)
    await page.getByLabel(w.retired).check()
    await expect(row).toContainText(w.not)
    await row.getByRole('button', { name: w.restore }).click()
    await expect(row).not.toContainText(w.not)
  })
}
