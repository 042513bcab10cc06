// Finding: a filter completed by keys, a search saved and followed, and going somewhere by a few mistyped letters.
import { expect, test } from './support/people'
import { isLive, meeting } from './support/people'

test('a filter is completed by keys, and the search is saved, renamed and removed', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  const { page } = ilona
  await page.goto(`${ilona.origin}/search`)
  await isLive(page)
  const box = page.getByRole('combobox')
  await expect(box).toBeFocused()
  await page.keyboard.type('ilkivalta kirj')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await expect(box).toHaveValue('ilkivalta kirjoittaja:')
  await page.keyboard.type('Ilo')
  await expect(page.getByRole('option').first()).toContainText('Ilona')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(box).toHaveValue(/^ilkivalta kirjoittaja:"Ilona .+" $/)

  await page.getByRole('button', { name: 'Tallenna haku' }).click()
  const name = `Pihat ${channel.slice(-6)}`
  await page.getByLabel('Nimi').fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Tallennetut haut' }).first().click()
  const row = page.getByRole('list', { name: 'Tallennetut haut' }).getByRole('listitem').filter({ hasText: name })
  await expect(row.getByRole('checkbox')).toBeChecked()
  await row.getByRole('button', { name: /^Poista/ }).click()
  await expect(row).toHaveCount(0)
})

test('the switcher reaches a topic in another form, a person by sign, and a command', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  const title = `Liikenteen valvonta ${channel.slice(-6)}`
  await ilona.act({ t: 'create_item', channel, title, text: '' })
  const { page } = veikko
  await page.goto(`${veikko.origin}/fresh`)
  await isLive(page)
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox')
  // The index has it within a second; whoever types on asks again.
  await expect(async () => {
    await box.fill('')
    await box.fill(`/liikenne ${channel.slice(-6)}`)
    await expect(page.getByRole('option', { name: title })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/c/${channel}/t/`))
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('>tallenn')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Tallennetut haut' })).toBeVisible()
})
