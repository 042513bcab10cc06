// A thin line: 400 kbit/s with 400 ms of delay, in both directions.
import { expect, isLive, meeting, message, test } from './support/people'

const READABLE_WITHIN_MS = 3_000

test('on 400 kbit/s and 400 ms a tapped channel is readable within three seconds', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko', undefined, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const channel = await meeting(ilona, veikko)
  for (let i = 1; i <= 120; i++) await ilona.act({ t: 'send', channel, text: `Viesti ${i}: bussivuorot, kyydit ja kylätalon ilta, josta puhuttiin torstaina.` })

  await veikko.page.goto(`${veikko.origin}/channels`)
  const row = veikko.page.locator(`a[href="/c/${channel}"]`)
  await expect(row).toBeVisible()
  const line = await veikko.context.newCDPSession(veikko.page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 })

  const from = Date.now()
  await row.tap()
  await expect(message(veikko.page, /^(.|\n)*Viesti \d+: bussivuorot/).first()).toBeVisible()
  const took = Date.now() - from
  console.info(`a tapped channel was readable after ${took} ms`)
  expect(took).toBeLessThan(READABLE_WITHIN_MS)
})

test('the start view opens on the same thin line, without a store to help', async ({ person }) => {
  const veikko = await person('Veikko')
  const line = await veikko.context.newCDPSession(veikko.page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 })
  const from = Date.now()
  await veikko.page.goto(`${veikko.origin}/fresh`)
  await expect(veikko.page.getByRole('heading', { name: 'Uutta sinulle' })).toBeVisible()
  console.info(`the first load took ${Date.now() - from} ms`)
  await isLive(veikko.page)
})
