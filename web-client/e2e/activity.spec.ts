// What happens shows in the activity log while one looks; what came of it is recorded in two presses, confirmed by the
// other, and counted in the report.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, meeting, message, open, say, test } from './support/people'

test('an outcome is recorded in two presses, heard live, confirmed by the other party, and counted', async ({ person }) => {
  const [ilona, veikko] = [await person('Ilona'), await person('Veikko')]
  const channel = await meeting(ilona, veikko)
  await ilona.page.goto(`${ilona.origin}/activity`)
  await expect(ilona.page.getByRole('heading', { level: 1, name: 'Aktiviteettiloki' })).toBeVisible()
  const log = ilona.page.getByRole('region', { name: 'Aktiviteettiloki' })

  await open(veikko, channel)
  await veikko.act({ t: 'send', channel, text: 'Sovitaan kävelyreitti', files: [] })
  await expect(log.getByText('Sovitaan kävelyreitti')).toBeVisible()

  await ilona.act({ t: 'send', channel, text: 'Ehdotan reittiä koulun ympäri', files: [] })
  await message(veikko.page, 'Ehdotan reittiä').hover()
  await message(veikko.page, 'Ehdotan reittiä').getByRole('button', { name: 'Kirjaa tulos' }).click()
  await veikko.page.getByRole('button', { name: 'Sovittiin' }).click()
  await expect(veikko.page.getByRole('dialog', { name: 'Tulos kirjattu: Sovittiin.' })).toBeVisible()
  await veikko.page.getByLabel('Muutamalla sanalla').fill('Reitti kulkee koulun ympäri')
  await veikko.page.getByRole('button', { name: 'Tallenna lisätiedot' }).click()
  await expect(veikko.page.getByRole('dialog')).toHaveCount(0)

  const waiting = ilona.page.getByRole('region', { name: 'Odottaa vahvistustasi' })
  await expect(waiting.getByText('Reitti kulkee koulun ympäri')).toBeVisible()
  await waiting.getByRole('button', { name: 'Vahvista tulos' }).click()
  await expect(waiting).toHaveCount(0)
  await expect(log.getByText('Sovittiin, vahvistettu').first()).toBeVisible()

  await ilona.page.getByText('Suodata').click()
  await ilona.page.getByLabel('Mitä', { exact: true }).selectOption('outcomes')
  await expect(ilona.page).toHaveURL(/group=outcomes/)
  await expect(log.getByText('Sovitaan kävelyreitti')).toHaveCount(0)
  expect((await new AxeBuilder({ page: ilona.page }).analyze()).violations).toEqual([])

  await ilona.page.getByRole('link', { name: 'Raportti' }).click()
  await expect(ilona.page.getByRole('heading', { level: 1, name: 'Raportti ohjausryhmälle' })).toBeVisible()
  await expect(ilona.page.getByRole('region', { name: 'Tulokset lajeittain' }).getByRole('row', { name: /Sovittiin/ })).toBeVisible()
  expect((await new AxeBuilder({ page: ilona.page }).analyze()).violations).toEqual([])
  await say(veikko.page, 'Kiitos')
})
