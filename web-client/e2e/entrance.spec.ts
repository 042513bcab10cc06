// Before signing in, and the way in.
import { demo, expect, first, isLive, test } from './support/people'

test('the demonstration offers four people, and one press is enough', async ({ page }) => {
  await page.goto(first)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Turvallisuusverkoston ihmiset')
  await expect(page.getByRole('button', { name: /Odottaa:/ })).toHaveCount(4)
  await page.getByRole('button', { name: /Siiri Testiranta/ }).click()
  await expect(page.getByRole('heading', { name: 'Uutta sinulle' })).toBeVisible()
  await isLive(page)
  await page.goto(`${first}/me`)
  await page.getByRole('button', { name: 'Kirjaudu ulos' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Turvallisuusverkoston ihmiset')
})

test('a sign-in link asks once and signs in; another browser holds another person', async ({ page, request }) => {
  const [one] = (await demo(request)).people
  await page.goto(`${first}/sign-in/link/${one?.token}`)
  await page.getByRole('button', { name: 'Jatka kirjautumista' }).click()
  await expect(page.getByRole('heading', { name: 'Uutta sinulle' })).toBeVisible()
  await page.goto(first.replace('127.0.0.1', 'localhost'))
  await expect(page.getByRole('button', { name: /Odottaa:/ })).toHaveCount(4)
})

test('the language changes at once and is remembered', async ({ page }) => {
  await page.goto(first)
  await page.getByRole('button', { name: 'Svenska' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Människorna i säkerhetsnätverket')
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Människorna i säkerhetsnätverket')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The people of the security network')
})

test('a wrong password is refused in words', async ({ page }) => {
  await page.goto(first)
  await page.getByRole('button', { name: 'Kirjaudu sähköpostilla' }).click()
  await page.getByLabel('Sähköposti').fill('kuka@esimerkki.fi')
  await page.getByLabel('Salasana').fill('ei mikään salasana')
  await page.getByRole('button', { name: 'Kirjaudu sisään' }).click()
  await expect(page.getByRole('alert')).toHaveText('Sähköposti tai salasana ei täsmää.')
})

test('what one may not see looks like what does not exist', async ({ page, request }) => {
  const [one] = (await demo(request)).people
  await page.goto(`${first}/sign-in/link/${one?.token}`)
  await page.getByRole('button', { name: 'Jatka kirjautumista' }).click()
  await isLive(page)
  await page.goto(`${first}/c/01890000-0000-7000-8000-00000000dead`)
  await expect(page.getByText('Tätä ei löydy, tai et näe sitä.')).toBeVisible()
})
