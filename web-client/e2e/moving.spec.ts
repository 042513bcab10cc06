// Talk moves to where it belongs while two people look on; a link to it leads to where it stands today.
import { composer, expect, meeting, message, open, test } from './support/people'

const widths = [
  { name: 'on a wide screen', viewport: { width: 1440, height: 900 } },
  { name: 'on a phone', viewport: { width: 390, height: 844 } },
]

for (const { name, viewport } of widths) {
  test(`three messages move to a new topic in another channel, ${name}`, async ({ person }) => {
    const ilona = await person('Ilona', undefined, { viewport })
    const veikko = await person('Veikko', undefined, { viewport })
    const from = await meeting(ilona, veikko)
    const to = await meeting(ilona, veikko)
    const goal = await (await ilona.context.request.get(`${ilona.origin}/api/v1/channels/${to}`)).json() as { name: string }
    await ilona.act({ t: 'send', channel: from, text: 'Tämä jää tänne' })
    const first = await veikko.act({ t: 'send', channel: from, text: 'Milloin bussi lähtee?' })
    await ilona.act({ t: 'send', channel: from, text: 'Bussi lähtee kuudelta' })
    await veikko.act({ t: 'send', channel: from, text: 'Kiitos tiedosta' })
    // A phone has no foot of the page that tells of the connection.
    for (const one of [ilona, veikko]) {
      await one.page.goto(`${one.origin}/c/${from}`)
      await expect(composer(one.page)).toBeVisible()
      await expect(message(one.page, 'Milloin bussi')).toBeVisible()
    }

    const row = message(ilona.page, 'Milloin bussi')
    await row.hover()
    if (viewport.width < 600) await row.click()
    await row.getByRole('button', { name: 'Lisää toimintoja' }).click()
    await ilona.page.getByRole('menuitem', { name: 'Siirrä…' }).click()
    const dialog = ilona.page.getByRole('dialog', { name: 'Siirrä keskustelua' })
    await dialog.getByRole('radio', { name: 'Tämä ja myöhemmät viestit' }).check({ force: true })
    // By the keyboard: another channel by its name, then the title.
    await dialog.getByRole('button', { name: /^Mihin kanavaan/ }).press('Enter')
    await dialog.getByRole('combobox', { name: 'Mihin kanavaan' }).fill(goal.name)
    await dialog.getByRole('combobox', { name: 'Mihin kanavaan' }).press('Enter')
    await dialog.getByRole('textbox', { name: 'Uuden keskustelun otsikko' }).fill('Bussivuorot')
    await dialog.getByRole('textbox', { name: 'Uuden keskustelun otsikko' }).press('Enter')
    await expect(dialog.getByText(`Siirretty keskusteluun Bussivuorot kanavalla ${goal.name}.`)).toBeVisible()

    for (const gone of ['Bussi lähtee kuudelta', 'Kiitos tiedosta']) await expect(message(veikko.page, gone)).toHaveCount(0)
    await expect(message(veikko.page, 'Tämä jää tänne')).toBeVisible()
    const line = message(veikko.page, 'Siirsi muualle: 3 viestiä.')
    await expect(line).toBeVisible()
    await line.getByRole('button', { name: 'Näytä siellä' }).click()
    await expect(veikko.page).toHaveURL(new RegExp(`/c/${to}/m/${first.id}`))
    await expect(message(veikko.page, 'Kiitos tiedosta')).toBeVisible()

    await dialog.getByRole('button', { name: 'Näytä siellä' }).click()
    await expect(ilona.page).toHaveURL(new RegExp(`/c/${to}/t/`))
    await expect(message(ilona.page, 'Bussi lähtee kuudelta')).toBeVisible()
    await expect(message(ilona.page, 'Siirsi tänne: 3 viestiä.')).toBeVisible()

    // The old link, made before the move.
    await veikko.page.goto(`${veikko.origin}/c/${from}/m/${first.id}`)
    await expect(veikko.page).toHaveURL(new RegExp(`/c/${to}/m/${first.id}`))
    await expect(message(veikko.page, /^(?!.*Siirsi).*Milloin bussi lähtee/s)).toBeVisible()
    await expect(composer(veikko.page)).toBeVisible()
  })
}

test('the author of a message puts it under another topic of the channel, and no other', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko')
  const channel = await meeting(ilona, veikko)
  await ilona.act({ t: 'send', channel, text: 'Ilonan viesti' })
  await veikko.act({ t: 'send', channel, text: 'Veikon viesti' })
  await ilona.act({ t: 'create_item', channel, title: 'Valaistus' })
  await open(veikko, channel)
  const actions = async (text: string) => {
    const row = message(veikko.page, text)
    await row.hover()
    await row.getByRole('button', { name: 'Lisää toimintoja' }).click()
  }
  await actions('Ilonan viesti')
  await expect(veikko.page.getByRole('menuitem', { name: 'Kopioi linkki' })).toBeVisible()
  await expect(veikko.page.getByRole('menuitem', { name: 'Siirrä…' })).toHaveCount(0)
  await veikko.page.keyboard.press('Escape')
  await actions('Veikon viesti')
  await veikko.page.getByRole('menuitem', { name: 'Siirrä…' }).click()
  const dialog = veikko.page.getByRole('dialog', { name: 'Siirrä keskustelua' })
  await dialog.getByRole('button', { name: /^Mihin keskusteluun/ }).click()
  await dialog.getByRole('combobox', { name: 'Mihin keskusteluun' }).fill('valai')
  await dialog.getByRole('option', { name: 'Valaistus' }).click()
  await dialog.getByRole('checkbox', { name: 'Jätä merkintä siirrosta' }).uncheck()
  await dialog.getByRole('button', { name: 'Siirrä', exact: true }).click()
  await dialog.getByRole('button', { name: 'Näytä siellä' }).click()
  await expect(message(veikko.page, 'Veikon viesti')).toBeVisible()
  await expect(message(veikko.page, 'Ilonan viesti')).toHaveCount(0)
})
