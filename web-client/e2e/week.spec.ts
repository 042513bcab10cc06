// A week of the person who runs the network with an hour a week: thirty applications, five reports, three new
// workspaces. The page itself counts each press of the button, whoever makes it; writing a word begins with one, too.
import { randomUUID } from 'node:crypto'
import type { Locator } from '@playwright/test'
import type { MemberView } from '../src/wire/protocol.gen'
import { expect, first, test, type Person } from './support/people'

const MOST_CLICKS = 60
const APPLICATIONS = 30
const REPORTS = 5
const mark = randomUUID().slice(0, 8)
const family = (number: number) => `Hakija${mark}n${number}`

/** What happens in the network while nobody looks after it. */
async function weekOf(veikko: Person): Promise<void> {
  const { request } = veikko.context
  const entrance = (await (await request.get(`${first}/api/v1/entrance`)).json()) as { terms_version: number }
  for (let number = 1; number <= APPLICATIONS; number += 1) {
    const data = {
      given: 'Hilja', family: family(number), email: `hakija.${mark}.${number}@koe.example`, organisation_name: 'Koekylä ry', title: '',
      language: 'fi', reason: 'Haluan oppia muilta.', terms_version: entrance.terms_version,
    }
    const applied = await request.post(`${first}/api/v1/applications`, { data, headers: { origin: first } })
    expect(applied.ok(), await applied.text()).toBe(true)
  }
  const people = (await (await request.get(`${first}/api/v1/members?query=&limit=50`)).json()) as MemberView[]
  const reported = people.filter((one) => one.id !== veikko.start.me.id && !['Helmi', 'Hallinta'].includes(one.given)).slice(0, REPORTS)
  expect(reported).toHaveLength(REPORTS)
  for (const { id } of reported) await veikko.act({ t: 'report', subject: { member: id }, reason: 'spam', words: `Mainostaa ${mark}` })
  for (const number of [1, 2, 3]) await veikko.act({ t: 'create_workspace', name: `Viikon tila ${mark} ${number}`, purpose: 'Kokeita varten', visibility: 'open' })
}

test(`thirty applications, five reports and three new workspaces take at most ${MOST_CLICKS} clicks`, async ({ person }) => {
  test.setTimeout(300_000)
  await weekOf(await person('Veikko'))
  const { page } = await person('Helmi')
  let clicks = 0
  await page.exposeFunction('pressed', () => (clicks += 1))
  await page.addInitScript(() => addEventListener('pointerdown', () => void (window as unknown as { pressed: () => void }).pressed(), true))
  const write = async (field: Locator, words: string) => {
    await field.click()
    await field.fill(words)
  }
  const main = page.getByRole('main')

  await page.goto(`${first}/fresh`)
  await page.getByRole('link', { name: 'Ylläpito' }).click()
  await main.getByRole('link', { name: /Hakemukset/ }).click()

  // All but three are let in at once; the three are told why not.
  const rows = main.getByRole('listitem').filter({ hasText: `Hakija${mark}` })
  await expect(rows).toHaveCount(APPLICATIONS)
  await page.getByLabel('Valitse kaikki').click()
  for (const number of [1, 2, 3]) await page.getByLabel(`Valitse Hilja ${family(number)}`, { exact: true }).click()
  await page.getByRole('button', { name: /^Hyväksy \d+ valittu/ }).click()
  await expect(rows).toHaveCount(3)
  await page.getByLabel('Valitse kaikki').click()
  await page.getByRole('button', { name: /^Hylkää \d+ valittu/ }).click()
  await write(page.getByLabel('Perustelu hakijalle'), 'Pyydä organisaatiosi yhteyshenkilöä hakemaan kanssasi.')
  await page.getByRole('button', { name: 'Hylkää', exact: true }).click()
  await expect(rows).toHaveCount(0)

  await page.getByRole('link', { name: 'Yleiskuva' }).click()
  await main.getByRole('link', { name: /Ilmoitukset/ }).click()
  const cards = main.locator('li[aria-label]').filter({ hasText: `Mainostaa ${mark}` }).filter({ has: page.getByRole('button') })
  for (let left = REPORTS; left > 0; left -= 1) {
    await expect(cards).toHaveCount(left)
    const card = cards.first()
    await card.getByRole('button', { name: 'Käsittelen tätä' }).click()
    await card.getByRole('button', { name: 'Päätä' }).click()
    const dialog = page.getByRole('dialog')
    await write(dialog.getByLabel('Perustelu'), 'Tili mainosti toistuvasti.')
    await dialog.getByRole('button', { name: 'Päätä' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await expect(cards).toHaveCount(0)

  await page.getByRole('link', { name: 'Työtilat', exact: true }).click()
  await write(page.getByLabel('Työtilan nimi'), mark)
  await expect(main.getByText(new RegExp(`Viikon tila ${mark}`))).toHaveCount(3)
  console.info(`a week took ${clicks} clicks`)
  expect(clicks).toBeGreaterThan(30)
  expect(clicks).toBeLessThanOrEqual(MOST_CLICKS)
})
