// Care among members: a stranger's first words, a block, a report from the first word to the decision, and case data
// that never leaves the device. At both widths, in Finnish and in Swedish.
import type { Page } from '@playwright/test'
import { expect, meeting, message, test, type Person } from './support/people'

const composer = (page: Page) => page.getByRole('textbox', { name: /^(Kirjoita|Skriv):/ })
const PHONE = { viewport: { width: 390, height: 844 } }

async function inSwedish(who: Person): Promise<void> {
  await who.page.addInitScript(() => localStorage.setItem('talkoo.locale', 'sv'))
}

async function open(who: Person, channel: string): Promise<void> {
  await who.page.goto(`${who.origin}/c/${channel}`)
  await expect(composer(who.page)).toBeVisible()
}

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
  await expect(composer(page)).toHaveValue('')
}

test('a stranger may say three things and waits; accepted they go on; blocked they are told nothing but no', async ({ person }) => {
  const taimi = await person('Taimi')
  const tapio = await person('Tapio', undefined, PHONE)
  const opened = await taimi.act({ t: 'open_direct', members: [tapio.start.me.id] })
  await open(taimi, opened.id)
  await expect(taimi.page.getByText('Voit lähettää kolme viestiä')).toBeVisible()
  for (const text of ['Hei Tapio', 'Olen Taimi', 'Ehditkö jutella?']) await say(taimi.page, text)
  await say(taimi.page, 'Vielä yksi')
  await expect(taimi.page.getByText('Vastaanottaja ei ole vielä hyväksynyt keskustelua.')).toBeVisible()

  await tapio.page.goto(`${tapio.origin}/direct`)
  await tapio.page.getByRole('link', { name: 'Yhteydenottopyynnöt (1)' }).click()
  await expect(tapio.page.getByText('3 viestiä')).toBeVisible()
  await tapio.page.getByRole('link', { name: 'Lue: Taimi Kokelas' }).click()
  await expect(message(tapio.page, 'Ehditkö jutella?')).toBeVisible()
  await expect(composer(tapio.page)).toHaveCount(0)
  await tapio.page.getByRole('button', { name: 'Hyväksy' }).click()
  await say(tapio.page, 'Ehdin')
  await expect(message(taimi.page, 'Ehdin')).toBeVisible()
  await expect(taimi.page.getByText('Voit lähettää kolme viestiä')).toHaveCount(0)

  await tapio.page.getByRole('button', { name: /^Seuraaminen/ }).click()
  await tapio.page.getByRole('menuitem', { name: 'Estä jäsen' }).click()
  await tapio.page.getByRole('alertdialog').getByRole('button', { name: 'Estä jäsen' }).click()
  await expect(tapio.page.getByRole('alertdialog')).toHaveCount(0)
  await say(taimi.page, 'Oletko siellä?')
  await expect(taimi.page.getByText('Tälle henkilölle ei voi kirjoittaa.').first()).toBeVisible()
  await tapio.page.goto(`${tapio.origin}/me`)
  await tapio.page.getByRole('button', { name: 'Poista esto: Taimi Kokelas' }).click()
  await expect(tapio.page.getByText('Et ole estänyt ketään.')).toBeVisible()
})

test('a report is handled by the owner, the words are hidden, both sides are told', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const sanni = await person('Sanni', undefined, PHONE)
  await inSwedish(sanni)
  const channel = await meeting(ilona, veikko, sanni)
  await open(veikko, channel)
  await say(veikko.page, 'Sinä et osaa mitään')
  await open(sanni, channel)
  const words = message(sanni.page, 'Sinä et osaa')
  await words.click()
  await words.getByRole('button', { name: 'Fler funktioner' }).click()
  await sanni.page.getByRole('menuitem', { name: 'Rapportera' }).click()
  const report = sanni.page.getByRole('dialog')
  await report.getByLabel('Berätta med egna ord').fill('Kränker en annan 010190-900P')
  await report.getByRole('button', { name: 'Skicka rapporten' }).click()
  await expect(report.getByText('Texten innehåller en personbeteckning')).toBeVisible()
  await report.getByLabel('Berätta med egna ord').fill('Kränker en annan')
  await report.getByRole('button', { name: 'Skicka rapporten' }).click()
  await expect(report.getByText('Rapporten är skickad')).toBeVisible()
  await report.getByRole('button', { name: 'Stäng' }).first().click()

  await ilona.page.goto(`${ilona.origin}/fresh`)
  await ilona.page.getByRole('button', { name: 'Lisää toimintoja: Koesali' }).click()
  await ilona.page.getByRole('menuitem', { name: 'Ilmoitukset' }).click()
  const card = ilona.page.getByRole('listitem').filter({ hasText: 'Sinä et osaa mitään' }).first()
  await card.getByRole('button', { name: 'Käsittelen tätä' }).click()
  await card.getByRole('button', { name: 'Piilota' }).click()
  await expect(card.getByRole('button', { name: 'Palauta näkyviin' })).toBeVisible()
  await expect(sanni.page.getByText('En moderator har dolt meddelandet.')).toBeVisible()
  await expect(message(sanni.page, 'Sinä et osaa')).toHaveCount(0)
  await expect(veikko.page.getByText('Valvoja on piilottanut viestisi.')).toBeVisible()
  await veikko.page.getByRole('button', { name: 'Näytä oma viestini' }).click()
  await expect(veikko.page.getByText('Sinä et osaa mitään')).toBeVisible()

  await card.getByRole('button', { name: 'Päätä' }).click()
  const decision = ilona.page.getByRole('dialog')
  await decision.getByLabel('Perustelu').fill('Puhutaan toisille asiallisesti.')
  await decision.getByRole('button', { name: 'Päätä' }).click()
  await expect(decision).toHaveCount(0)
  await sanni.page.goto(`${sanni.origin}/me`)
  await expect(sanni.page.getByText('Puhutaan toisille asiallisesti.').first()).toBeVisible()
  await veikko.page.goto(`${veikko.origin}/me`)
  await expect(veikko.page.getByText('Puhutaan toisille asiallisesti.').first()).toBeVisible()
  await veikko.page.getByRole('button', { name: 'Valita päätöksestä' }).first().click()
  await veikko.page.getByLabel('Miksi päätös on väärä?').fill('Lainasin toista.')
  await veikko.page.getByRole('button', { name: 'Lähetä valitus' }).click()
  await expect(veikko.page.getByText('valitus vireillä')).toBeVisible()
})

test('a personal identity code does not leave the composer, and the words say what to do', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko', undefined, PHONE)
  await inSwedish(veikko)
  const channel = await meeting(ilona, veikko)
  for (const [who, told, send] of [
    [ilona, 'Viesti sisältää henkilötunnuksen. Poista se ennen lähettämistä.', 'Lähetä'],
    [veikko, 'Meddelandet innehåller en personbeteckning.', 'Skicka'],
  ] as const) {
    await open(who, channel)
    await composer(who.page).fill('Asiakas 010190-900P soitti')
    await expect(who.page.getByText(told)).toBeVisible()
    await expect(who.page.getByRole('button', { name: send, exact: true })).toBeDisabled()
    await composer(who.page).fill('Asiakas soitti')
    await expect(who.page.getByText(told)).toHaveCount(0)
  }
})
