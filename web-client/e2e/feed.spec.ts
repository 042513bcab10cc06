// One's own feed: what others begin comes in while one looks, says why, sums up to its place, and can be had less of.
import { expect, test } from './support/people'
import { isLive, meeting } from './support/people'

test('a followed tag brings something into the feed at once, and the feed says why', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  const slug = `syöte${channel.slice(-5)}`
  await veikko.act({ t: 'follow', subject: { tag: slug }, level: 'follow' })
  const { page } = veikko
  await page.goto(`${veikko.origin}/feed`)
  await isLive(page)
  await ilona.act({ t: 'create_item', channel, title: 'Kuka vie kylän viestit perille?', text: `#${slug}` })
  const row = page.getByRole('listitem').filter({ hasText: 'Kuka vie kylän viestit perille?' }).filter({ hasText: slug })
  await expect(row).toBeVisible({ timeout: 2_000 })
  await row.getByRole('button', { name: /^Miksi näen tämän/ }).click()
  const sum = row.getByRole('table')
  await expect(sum.getByRole('row').filter({ hasText: `seuraat #${slug}` })).toContainText('+3')
  const points = await sum.locator('tbody td:nth-child(2)').allTextContents()
  const total = points.reduce((all, one) => all + Number(one.replace(',', '.')), 0)
  await expect(sum.locator('tfoot')).toContainText(String(Math.round(total * 10) / 10).replace('.', ','))

  await row.getByLabel('Paljonko tämä painaa: Seuraamasi aihetunnisteet').selectOption('more')
  await expect(sum.getByRole('row').filter({ hasText: `seuraat #${slug}` })).toContainText('+6')
  await page.getByRole('link', { name: 'Uusin ensin' }).click()
  await expect(page).toHaveURL(/order=newest/)
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: /^Vähemmän tällaista/ }).click()
  await expect(row.getByText(`seuraat #${slug}`)).toHaveCount(0)
})
