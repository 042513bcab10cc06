// A week of the person who runs the network with an hour a week: thirty people on a list, five pieces of feedback, three
// new workspaces. The page itself counts each press of the button; writing a word begins with one, too.
import { randomUUID } from 'node:crypto'
import type { Locator } from '@playwright/test'
import { expect, first, test, type Person } from './support/people'

const MOST_CLICKS = 60
const mark = randomUUID().slice(0, 8)

/** What happens in the network while nobody looks after it. */
async function weekOf(veikko: Person): Promise<void> {
  for (const number of [1, 2, 3, 4, 5]) await veikko.act({ t: 'send_feedback', kind: 'fault', words: `Viikon ${mark} vika ${number}`, page: '/fresh' })
  for (const number of [1, 2, 3]) await veikko.act({ t: 'create_workspace', name: `Viikon tila ${mark} ${number}`, purpose: 'Kokeita varten', visibility: 'open' })
}

test(`thirty people, five pieces of feedback and three new workspaces take at most ${MOST_CLICKS} clicks`, async ({ person }) => {
  test.setTimeout(240_000)
  await weekOf(await person('Veikko'))
  const { page } = await person('Helmi')
  let clicks = 0
  await page.exposeFunction('pressed', () => (clicks += 1))
  await page.addInitScript(() => addEventListener('pointerdown', () => void (window as unknown as { pressed: () => void }).pressed(), true))
  const write = async (field: Locator, words: string) => {
    await field.click()
    await field.fill(words)
  }

  await page.goto(`${first}/fresh`)
  await page.getByRole('link', { name: 'Ylläpito' }).click()
  const main = page.getByRole('main')
  await main.getByRole('link', { name: /Palaute/ }).click()
  const cards = main.getByRole('listitem').filter({ hasText: `Viikon ${mark}` })
  for (let left = 5; left > 0; left -= 1) {
    await expect(cards).toHaveCount(left)
    await write(cards.first().getByLabel('Vastaus lähettäjälle'), 'Kiitos, korjaamme.')
    await cards.first().getByRole('button', { name: 'Merkitse käsitellyksi' }).click()
  }
  await expect(cards).toHaveCount(0)

  await page.getByRole('link', { name: 'Tuo jäseniä' }).click()
  const line = (number: number) => `Hilja;Listalta${number};hilja.${mark}.${number}@koe.example;Kuusivaaran kunta`
  await write(page.getByLabel('Tai liitä rivit tähän'), ['etunimi;sukunimi;sähköposti;organisaatio', ...Array.from({ length: 30 }, (_, number) => line(number))].join('\n'))
  await page.getByRole('button', { name: 'Esikatsele' }).click()
  await page.getByRole('button', { name: 'Luo 30 tunnusta' }).click()
  await expect(page.getByText('30 tunnusta luotiin')).toBeVisible()

  await page.getByRole('link', { name: 'Työtilat', exact: true }).click()
  await write(page.getByLabel('Työtilan nimi'), mark)
  await expect(page.getByText(new RegExp(`Viikon tila ${mark}`))).toHaveCount(3)
  console.info(`a week took ${clicks} clicks`)
  expect(clicks).toBeGreaterThan(10)
  expect(clicks).toBeLessThanOrEqual(MOST_CLICKS)
})
