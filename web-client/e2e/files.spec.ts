// Pictures and documents between two people: sent, described, looked at, refused, and not lost in a tunnel.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { composer, expect, first, isLive, meeting, message, open, test } from './support/people'

/** A picture as a camera would give it, painted by the browser itself. */
async function photo(page: Page, name: string, colour: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(async (fill) => {
    const canvas = new OffscreenCanvas(1_600, 1_200)
    const paint = canvas.getContext('2d')
    if (!paint) return ''
    paint.fillStyle = fill
    paint.fillRect(0, 0, 1_600, 1_200)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))
  }, colour)
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') }
}

const document = { name: 'Turvallisuuskävely.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nreitti ja havainnot') }
const choose = (page: Page) => page.locator('input[type=file]')
const isShown = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).locator('img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)

test('a picture with words and a document reach the other, who opens them', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  await open(ilona, channel)
  await open(veikko, channel)
  await choose(ilona.page).setInputFiles([await photo(ilona.page, 'piha.jpg', 'green'), await photo(ilona.page, 'katu.jpg', 'orange'), document])
  const tray = ilona.page.getByRole('list', { name: 'Liitteet' })
  await expect(tray.getByRole('listitem')).toHaveCount(3)
  await tray.getByRole('textbox', { name: 'Mitä kuvassa piha.jpg on?' }).fill('Valaistu koulupiha illalla')
  await expect(tray.getByText('Valmis lähetettäväksi')).toHaveCount(3)
  await composer(ilona.page).fill('Reitti ja kuvat')
  await composer(ilona.page).press('Enter')
  await expect(tray).toHaveCount(0)

  const heard = message(veikko.page, 'Reitti ja kuvat')
  await expect(heard.getByRole('button', { name: 'Avaa kuva: Valaistu koulupiha illalla' })).toBeVisible()
  await expect.poll(() => isShown(veikko.page, 'Avaa kuva: Valaistu koulupiha illalla')).toBe(true)
  const link = heard.getByRole('link', { name: /^Lataa Turvallisuuskävely\.pdf/ })
  const [download] = await Promise.all([veikko.page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('Turvallisuuskävely.pdf')

  // By keyboard: open, on to the other one, out again to where one was.
  const picture = heard.getByRole('button', { name: 'Avaa kuva: Valaistu koulupiha illalla' })
  await picture.focus()
  await veikko.page.keyboard.press('Enter')
  const viewer = veikko.page.getByRole('dialog', { name: 'Kuva' })
  await expect(viewer.getByRole('img', { name: 'Valaistu koulupiha illalla' })).toBeVisible()
  await veikko.page.keyboard.press('ArrowRight')
  await expect(viewer.getByText('Kuvalla ei ole kuvausta.')).toBeVisible()
  await veikko.page.keyboard.press('Escape')
  await expect(viewer).toHaveCount(0)

  // Its author says afterwards what the second one shows; the other learns it at once.
  await ilona.page.getByRole('button', { name: 'Avaa kuva: Kuva katu.jpg, ei kuvausta' }).click()
  await ilona.page.getByRole('button', { name: 'Muuta kuvausta' }).click()
  await ilona.page.getByRole('textbox', { name: 'Mitä kuvassa katu.jpg on?' }).fill('Pimeä katu')
  await ilona.page.getByRole('button', { name: 'Tallenna kuvaus' }).click()
  await expect(heard.getByRole('button', { name: 'Avaa kuva: Pimeä katu' })).toBeVisible()
})

test('a photo taken offline survives closing the program and arrives once', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  await open(ilona, channel)
  await open(veikko, channel)
  const taken = await photo(veikko.page, 'tunneli.jpg', 'navy')
  // What sending needs is fetched when the browser rests.
  await expect.poll(() => veikko.page.evaluate(() => performance.getEntriesByType('resource').filter((one) => /uploading|attaching|AttachmentTray/.test(one.name)).length)).toBeGreaterThan(2)

  await veikko.context.setOffline(true)
  await expect(veikko.page.getByText(/^Ei yhteyttä|^Yhteys katkesi/)).toBeVisible()
  await choose(veikko.page).setInputFiles(taken)
  await expect(veikko.page.getByText('Odottaa yhteyttä')).toBeVisible()
  await composer(veikko.page).fill('Kuva tunnelista')
  await veikko.page.getByRole('button', { name: 'Lähetä', exact: true }).click()
  await expect(message(veikko.page, 'Kuva tunnelista').getByText('Lähetetään, kun yhteys palaa')).toBeVisible()
  await veikko.page.close()

  await veikko.context.setOffline(false)
  const page = await veikko.context.newPage()
  await page.goto(`${veikko.origin}/c/${channel}`)
  await isLive(page)
  const heard = message(ilona.page, 'Kuva tunnelista')
  await expect(heard.getByRole('button', { name: /^Avaa kuva/ })).toBeVisible()
  await expect(message(page, 'Kuva tunnelista').getByText('Lähetetään')).toHaveCount(0)
  for (const each of [ilona.page, page]) await expect(message(each, 'Kuva tunnelista')).toHaveCount(1)
  await ilona.page.reload()
  await expect(heard).toHaveCount(1)
})

test('an upload that was cut in the middle goes on, and what may not be sent says why', async ({ person }) => {
  const ilona = await person('Ilona')
  const channel = await meeting(ilona)
  await open(ilona, channel)
  // The first two pieces get through; then the line is dead for a while.
  let pieces = 0
  await ilona.page.route('**/api/v1/uploads/**', (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    pieces += 1
    return pieces === 3 || pieces === 4 ? route.abort() : route.continue()
  })
  const large = { ...document, name: 'Raportti.pdf', buffer: Buffer.concat([document.buffer, Buffer.alloc(2_500_000, 'a')]) }
  await choose(ilona.page).setInputFiles([large, { name: 'ohjelma.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ\u0090\0') }])
  const tray = ilona.page.getByRole('list', { name: 'Liitteet' })
  await expect(tray.getByText('Valmis lähetettäväksi')).toHaveCount(1)
  // Five pieces of half a mebibyte, and the two that were cut: nothing was sent from the beginning again.
  expect(pieces).toBeLessThanOrEqual(9)
  await expect(tray.getByRole('alert')).toContainText('Tällaista tiedostoa ei voi lähettää.')
  await expect(ilona.page.getByRole('button', { name: 'Lähetä', exact: true })).toBeDisabled()
  await tray.getByRole('button', { name: 'Poista liite ohjelma.exe' }).click()
  await ilona.page.getByRole('button', { name: 'Lähetä', exact: true }).click()
  await expect(ilona.page.getByRole('link', { name: /^Lataa Raportti\.pdf, 2,5 Mt/ })).toBeVisible()
})

test('in Swedish, narrow and dark: drop, look, and axe finds nothing', async ({ person }) => {
  const ilona = await person('Ilona', first, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await ilona.page.addInitScript(() => localStorage.setItem('talkoo.locale', 'sv'))
  const channel = await meeting(ilona)
  await ilona.page.goto(`${first}/c/${channel}`)
  const field = ilona.page.getByRole('textbox', { name: /^Skriv/ })
  await expect(field).toBeVisible()
  const taken = await photo(ilona.page, 'gård.jpg', 'teal')
  const dropped = await ilona.page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'gård.jpg', { type: 'image/jpeg' }))
    return data
  }, taken.buffer.toString('base64'))
  await field.dispatchEvent('drop', { dataTransfer: dropped })
  const tray = ilona.page.getByRole('list', { name: 'Bilagor' })
  await tray.getByRole('textbox', { name: 'Vad visar bilden gård.jpg?' }).fill('Skolgården på kvällen')
  await expect(tray.getByText('Klar att skickas')).toBeVisible()
  const inTray = await new AxeBuilder({ page: ilona.page }).analyze()
  expect(inTray.violations.map((one) => one.id)).toEqual([])
  await ilona.page.getByRole('button', { name: 'Skicka', exact: true }).click()
  const picture = ilona.page.getByRole('button', { name: 'Öppna bilden: Skolgården på kvällen' })
  await expect(picture).toBeVisible()
  // The picture has its room before it is there: nothing moves when it comes.
  const box = await picture.boundingBox()
  expect([Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]).toEqual([300, 225])
  await picture.click()
  await expect(ilona.page.getByRole('dialog', { name: 'Bild' }).getByRole('img')).toBeVisible()
  const inViewer = await new AxeBuilder({ page: ilona.page }).analyze()
  expect(inViewer.violations.map((one) => one.id)).toEqual([])
})
