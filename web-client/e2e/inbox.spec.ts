// What is new in one list, with its reason; read by key, undone, gone through one at a time; a tag's page and following it.
import { expect, test } from './support/people'
import { composer, isLive, meeting, message, open } from './support/people'

test('what is new is read by key, comes back, and is gone through one by one', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  const said = `Yksi ja sama ${channel.slice(-6)}`
  await ilona.act({ t: 'send', channel, text: said })
  await ilona.act({ t: 'create_item', channel, title: `Iltabussi ${channel.slice(-6)}`, text: '' })
  const { page } = veikko
  await page.goto(`${veikko.origin}/fresh`)
  await isLive(page)
  const list = page.getByRole('list', { name: 'Kaikki' })
  const row = list.getByRole('listitem').filter({ hasText: said })
  await expect(row.getByText('Olet kanavalla')).toBeVisible()
  await row.getByRole('link').first().focus()
  await page.keyboard.press('e')
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Kumoa' }).click()
  await expect(row).toBeVisible()

  await page.getByRole('link', { name: /^Maininnat/ }).click()
  await expect(page).toHaveURL(/filter=mentions/)
  await expect(page.getByText('Tässä ei ole nyt mitään uutta.')).toBeVisible()
  await page.getByRole('link', { name: /^Kaikki/ }).click()
  await page.getByRole('button', { name: 'Käy läpi yksitellen' }).click()
  await expect(page).toHaveURL(/one=/)
  await expect(page.getByRole('heading', { name: /Iltabussi/ })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: /Iltabussi/ })).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByText(said)).toBeVisible()
  await page.keyboard.press('r')
  await page.getByRole('link', { name: 'Takaisin luetteloon' }).click()
  await expect(list.getByRole('listitem').filter({ hasText: `Iltabussi ${channel.slice(-6)}` })).toBeVisible()
  await expect(row).toHaveCount(0)
})

test('a tag is completed, leads to its page, and is followed there', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  await open(ilona, channel)
  const slug = `lähiturva${channel.slice(-4)}`
  await composer(ilona.page).fill(`Kutsu kokoukseen #${slug}`)
  await composer(ilona.page).press('Enter')
  await expect(message(ilona.page, 'Kutsu kokoukseen')).toBeVisible()
  // Without dots, and the existing one is offered.
  await composer(ilona.page).pressSequentially(`Toinen #lahiturva${channel.slice(-4)}`)
  await ilona.page.getByRole('option', { name: `#${slug}` }).click()
  await composer(ilona.page).press('Enter')
  await message(ilona.page, 'Toinen').getByRole('button', { name: `#${slug}` }).click()
  await expect(ilona.page.getByRole('heading', { name: `Aihetunniste #${slug}` })).toBeVisible()
  await expect(ilona.page.getByText('2 käyttöä')).toBeVisible()

  await veikko.page.goto(`${veikko.origin}/tag/${slug}`)
  await veikko.page.getByLabel('Seuraaminen').selectOption('watch')
  await ilona.act({ t: 'send', channel, text: `Kolmas #${slug}` })
  await expect(veikko.page.getByText('3 käyttöä')).toBeVisible()
  await veikko.page.goto(`${veikko.origin}/fresh?filter=followed`)
  await expect(veikko.page.getByText(`Seuraat aihetunnistetta #${slug}`)).toBeVisible()
  await veikko.page.getByRole('button', { name: /^Vähemmän tällaista/ }).first().click()
  await expect(veikko.page.getByText(`Seuraat aihetunnistetta #${slug}`)).toHaveCount(0)
})
