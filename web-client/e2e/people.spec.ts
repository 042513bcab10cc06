// Who is in the network: one's own profile, finding somebody by what they can do, and how somebody leaves.
import { demo, expect, first, isLive, test, type Person } from './support/people'

const profileOf = (who: Person) => `${who.origin}/p/${who.start.me.id}`

test('one tells what one can do, another finds it and confirms it', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const mine = ilona.page
  await mine.goto(`${ilona.origin}/me`)
  await mine.getByRole('link', { name: 'Muokkaa profiilia' }).click()
  const form = mine.getByRole('form', { name: 'Oma profiili' })
  await form.getByLabel('Tehtävänimike').fill('sovittelun ohjaaja')
  await form.getByLabel('Maakunta').selectOption({ label: 'Kainuu' })
  await form.getByLabel('Esittely').fill('Autan naapureita puhumaan.')
  await form.getByRole('button', { name: 'Tallenna' }).click()
  await expect(mine.getByText('Tallennettu').first()).toBeVisible()
  await mine.getByRole('combobox', { name: 'Osaaminen', exact: true }).selectOption({ label: 'Sovittelu' })
  await mine.getByRole('combobox', { name: 'Taso', exact: true }).selectOption({ label: 'Opettaa muita' })
  await mine.getByRole('button', { name: 'Lisää osaaminen' }).click()
  await expect(mine.getByRole('button', { name: 'Poista Sovittelu' })).toBeVisible()

  const other = veikko.page
  await other.goto(veikko.origin)
  await other.getByRole('link', { name: 'Hakemisto' }).click()
  await other.getByText('Rajaa hakua').click()
  await other.getByRole('combobox', { name: 'Osaaminen' }).selectOption({ label: 'Sovittelu' })
  await expect(other.getByRole('link', { name: 'Ilona Koepuro' })).toBeVisible()
  await expect(other.getByRole('link', { name: 'Marko Koekallio' })).toHaveCount(0)
  await other.getByLabel(/Etsi nimellä/).fill('koep')
  await expect(other.getByRole('status').filter({ hasText: '1 henkilö' })).toBeVisible()
  await other.getByRole('link', { name: 'Ilona Koepuro' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Ilona Koepuro' })).toBeVisible()
  await expect(other.getByText('Autan naapureita puhumaan.')).toBeVisible()
  await mine.goto(profileOf(ilona))
  await expect(mine.getByRole('heading', { level: 1, name: 'Ilona Koepuro' })).toBeVisible()
  await other.getByRole('button', { name: 'Vahvista osaaminen: Sovittelu' }).click()
  await expect(mine.getByText('Vahvistaneet: Veikko Mittari')).toBeVisible()
  await other.goBack()
  await expect(other.getByRole('link', { name: 'Ilona Koepuro' })).toBeVisible()
})

test('who is not discoverable is found by nobody but their own', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  await veikko.page.goto(`${veikko.origin}/directory?q=Koepuro`)
  await expect(veikko.page.getByRole('link', { name: 'Ilona Koepuro' })).toBeVisible()
  await ilona.page.goto(`${ilona.origin}/me/profile`)
  await ilona.page.getByLabel('Näy hakemistossa').uncheck()
  await ilona.page.getByRole('form', { name: 'Oma profiili' }).getByRole('button', { name: 'Tallenna' }).click()
  await expect(ilona.page.getByText('Tallennettu').first()).toBeVisible()
  await veikko.page.reload()
  await expect(veikko.page.getByText('Kukaan ei vastaa hakua.')).toBeVisible()
  await veikko.page.goto(profileOf(ilona).replace(ilona.origin, veikko.origin))
  await expect(veikko.page.getByRole('heading', { level: 1, name: 'Ilona Koepuro' })).toBeVisible()
  await ilona.act({ t: 'change_profile', discoverable: true })
})

test('a contact person ends the membership of a leaver, who is out at once', async ({ person, browser, request }) => {
  const raili = await person('Raili')
  const firm = raili.start.organisations.find((one) => one.name.fi === 'Harva-alueen nuorten tuki ry')
  await raili.act({ t: 'add_affiliation', organisation: firm?.id ?? '', title: 'ohjaaja' })
  await raili.page.goto(`${raili.origin}/fresh`)
  await isLive(raili.page)

  const siiri = (await demo(request)).people.find((one) => one.name.startsWith('Siiri'))
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'sv-FI' })
  await phone.request.post(`${first}/api/v1/sign-in/link`, { data: { token: siiri?.token, device: 'e2e' }, headers: { origin: first } })
  const page = await phone.newPage()
  await page.addInitScript(() => localStorage.setItem('talkoo.locale', 'sv'))
  await page.goto(`${first}/o/${firm?.id}`)
  await page.getByRole('button', { name: 'Bekräfta: Raili Lähtöharju' }).click()
  await expect(page.getByRole('heading', { name: 'Väntar på bekräftelse' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Avsluta medlemskapet: Raili Lähtöharju' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('stängs kontot genast')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Avsluta medlemskapet' }).click()
  await expect(page.getByRole('button', { name: 'Avsluta medlemskapet: Raili Lähtöharju' })).toHaveCount(0)
  await expect(raili.page.getByRole('button', { name: 'Kirjaudu sähköpostilla' })).toBeVisible()
  await phone.close()
})

test('a picture stands instead of the letters, for everybody who may see the profile, until it is taken away', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko', undefined, { viewport: { width: 390, height: 844 } })
  const mine = ilona.page
  const theirs = veikko.page
  await theirs.goto(`${veikko.origin}/directory?q=Koepuro`)
  const row = theirs.getByRole('listitem').filter({ hasText: 'Ilona Koepuro' })
  await expect(row).toBeVisible()
  await expect(row.locator('img')).toHaveCount(0)
  const before = await row.boundingBox()
  await mine.goto(`${ilona.origin}/me/profile`)
  const card = mine.getByRole('region', { name: 'Profiilikuva' })
  const base64 = await mine.evaluate(async () => {
    const canvas = new OffscreenCanvas(900, 600)
    const paper = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
    paper.fillStyle = '#2a6f97'
    paper.fillRect(0, 0, 900, 600)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
    return btoa(String.fromCharCode(...bytes))
  })
  const choose = card.getByLabel('Valitse kuva').and(mine.locator('input'))
  await choose.setInputFiles({ name: 'minä.png', mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') })
  await expect(card.getByRole('button', { name: 'Vaihda kuva' })).toBeVisible()
  const isDrawn = (img: Element) => (img as HTMLImageElement).complete && (img as HTMLImageElement).naturalWidth === 256
  await expect.poll(() => card.locator('img').evaluate(isDrawn)).toBe(true)
  // It reaches who looks at the directory by itself, and nothing moves.
  await expect.poll(() => row.locator('img').evaluate(isDrawn)).toBe(true)
  expect(await row.boundingBox()).toEqual(before)
  // What cannot be read is refused in words.
  await choose.setInputFiles({ name: 'ohje.png', mimeType: 'image/png', buffer: Buffer.from('%PDF-1.7\nei kuva') })
  await expect(card.getByRole('alert')).toBeVisible()
  await card.getByRole('button', { name: 'Poista kuva' }).click()
  await expect(card.getByRole('button', { name: 'Valitse kuva' })).toBeVisible()
  await expect(row.locator('img')).toHaveCount(0)
})
