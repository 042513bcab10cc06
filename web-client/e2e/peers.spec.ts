// A question goes to the network from the topic itself, is answered, and what solved it stands over the talk. Whoever wants
// to help says so in one place.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, meeting, message, open, test } from './support/people'

test('who asks the network sees where the question is, and marks what solved it', async ({ person }) => {
  const [ilona, veikko] = [await person('Ilona'), await person('Veikko', undefined, { viewport: { width: 390, height: 844 } })]
  const channel = await meeting(ilona, veikko)
  const topic = await ilona.act({ t: 'create_item', channel, title: 'Kuka on sovitellut naapuririitoja?' })
  const { page } = ilona
  await open(ilona, `${channel}/t/${topic.id}`)
  await page.getByRole('button', { name: 'Kysy verkostolta' }).click()
  const skill = page.getByLabel('Mitä osaamista kysymys kaipaa')
  await expect(skill.locator('option').nth(1)).toBeAttached()
  await skill.selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Kysy verkostolta' }).click()
  await expect(page.getByText('odottaa vastausta')).toBeVisible()

  await veikko.act({ t: 'send', channel, item: topic.id, text: 'Minulla on kokemusta, soitellaan.' })
  const answer = message(page, 'Minulla on kokemusta')
  await answer.hover()
  await answer.getByRole('button', { name: 'Lisää toimintoja' }).click()
  await page.getByRole('menuitem', { name: 'Merkitse ratkaisuksi' }).click()
  const strip = page.getByRole('region', { name: 'Kysy verkostolta' })
  await expect(strip.getByText('Minulla on kokemusta, soitellaan.')).toBeVisible()
  await expect(strip.getByText('ratkaistu')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await veikko.page.goto(`${veikko.origin}/c/${channel}/t/${topic.id}`)
  await expect(veikko.page.getByText('Ratkaisu', { exact: true })).toBeVisible()
  await veikko.page.goto(`${veikko.origin}/fresh`)
  await veikko.page.getByRole('link', { name: 'Kysymykset ja päivystys' }).click()
  await veikko.page.getByLabel('Minulle saa tarjota kysymyksiä').click()
  await expect(veikko.page.getByLabel('Minulle saa tarjota kysymyksiä')).toBeChecked()
  await veikko.page.reload()
  await expect(veikko.page.getByLabel('Minulle saa tarjota kysymyksiä')).toBeChecked()
  expect((await new AxeBuilder({ page: veikko.page }).analyze()).violations).toEqual([])
})
