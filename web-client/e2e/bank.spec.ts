// A practice model from a phone to another workspace and back: written one question at a time, reviewed by two who do not
// agree, published, taken into use with one press, and what came of it stands on the model's page and in the report.
import { AxeBuilder } from '@axe-core/playwright'
import { randomUUID } from 'node:crypto'
import { HALL } from './support/cast'
import { expect, test, type Person } from './support/people'

const adopted = async (who: Person) => {
  const answer = await who.context.request.get(`${who.origin}/api/v1/report`)
  const body = (await answer.json()) as { outcomes: { kind: string; recorded: number }[] }
  return body.outcomes.filter((row) => row.kind === 'adopted').reduce((sum, row) => sum + row.recorded, 0)
}

test('a model is written on a phone, reviewed with dissent, applied elsewhere, and its result comes back', async ({ person }) => {
  const [ilona, veikko, sanni] = [await person('Ilona', undefined, { viewport: { width: 390, height: 844 } }), await person('Veikko'), await person('Sanni')]
  const hall = ilona.start.workspaces.find((one) => one.name === HALL)
  if (!hall) throw new Error('the hall is missing')
  const name = `mallit-${randomUUID().slice(0, 8)}`
  const bank = await ilona.act({ t: 'create_channel', workspace: hall.id, kind: 'bank', name, topic: '', visibility: 'public' })
  const village = `Kylä ${randomUUID().slice(0, 8)}`
  const own = await veikko.act({ t: 'create_workspace', name: village, purpose: 'Soveltaa malleja', visibility: 'open', region: '19' })
  await veikko.act({ t: 'create_channel', workspace: own.id, kind: 'bank', name: 'toimintamallit', topic: '', visibility: 'public' })
  const before = await adopted(veikko)

  // On a phone, one question at a time.
  const { page } = ilona
  await page.goto(`${ilona.origin}/c/${bank.id}`)
  await page.getByRole('button', { name: 'Kirjoita uusi' }).click()
  await page.getByLabel('Otsikko').fill('Kylän varautumisketju')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Aloita' }).click()
  await expect(page.getByText('Kysymys 1 /')).toBeVisible()
  const answers: [RegExp, string][] = [
    [/^Ongelma/, 'Apu viipyy, ja sähkö katkeaa.'],
    [/^Ratkaisun perusidea/, 'Kylätalo, puhelinketju ja varavoima.'],
    [/^Toimivuuden ja käyttöönoton ehdot/, 'Yhdistys vastaa.'],
    [/^Yhteystieto/, 'Kylien turva ry'],
  ]
  for (const [label, text] of answers) {
    while (!(await page.getByRole('textbox', { name: label }).isVisible())) await page.getByRole('button', { name: 'Seuraava' }).click()
    await page.getByRole('textbox', { name: label }).fill(text)
  }
  await expect(page.getByRole('status').filter({ hasText: 'Tallennettu' })).toBeVisible()
  await page.getByRole('button', { name: 'Valmis' }).first().click()
  await page.getByRole('button', { name: 'Etsi samantapaisia' }).click()
  await page.getByRole('button', { name: 'Julkaise pankkiin' }).click()
  await expect(page.getByText(/Julkaistu .*versio 1/)).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  const model = page.url().split('/t/')[1] ?? ''

  // Two who do not agree.
  for (const reviewer of [veikko, sanni]) await ilona.act({ t: 'change_item', item: model, change: { do: 'ask_review', member: reviewer.start.me.id } })
  await sanni.act({ t: 'change_item', item: model, change: { do: 'review', level: 3, effect: 'positive', text: 'Kaksi harjoitusta riittää.' } })
  await veikko.page.goto(`${veikko.origin}/c/${bank.id}/t/${model}`)
  await veikko.page.getByRole('button', { name: /^Arviot/ }).click()
  await veikko.page.getByLabel('Näytön taso').selectOption('2')
  await veikko.page.getByLabel('Vaikutuksen suunta').selectOption('mixed')
  await veikko.page.getByLabel('Perustelu').fill('Tositilanteita on vasta yksi.')
  await veikko.page.getByRole('button', { name: 'Lähetä arvio' }).click()
  await expect(veikko.page.getByText('Arvioijat ovat eri mieltä').first()).toBeVisible()
  await expect(veikko.page.getByText('Kaksi harjoitusta riittää.')).toBeVisible()
  await expect(veikko.page.getByText('2 riippumatonta arviota', { exact: false })).toBeVisible()

  // Taken into use, ticked, told of.
  await veikko.page.getByRole('button', { name: 'Kuvaus' }).click()
  await veikko.page.getByRole('button', { name: 'Otan käyttöön' }).click()
  await veikko.page.getByRole('radio', { name: `${village} / toimintamallit` }).check()
  await veikko.page.getByRole('button', { name: 'Ota käyttöön' }).click()
  await expect(veikko.page.getByText('Kopio mallista Kylän varautumisketju')).toBeVisible()
  await veikko.page.getByRole('button', { name: 'Miten kävi?' }).click()
  await veikko.page.getByRole('radio', { name: 'Käytössä muokattuna' }).check()
  await veikko.page.getByLabel('Mitä siitä seurasi?').fill('Kaikki tavoitettiin tunnissa.')
  await veikko.page.getByRole('button', { name: 'Kerro tulos' }).click()
  await expect(veikko.page.getByText(/Tulos kerrottu/)).toBeVisible()
  expect((await new AxeBuilder({ page: veikko.page }).analyze()).violations).toEqual([])

  // Back where it came from, without a reload.
  await expect(page.getByRole('heading', { name: 'Sovellettu 1 paikassa' })).toBeVisible()
  await expect(page.getByText('Kaikki tavoitettiin tunnissa.')).toBeVisible()
  expect(await adopted(veikko)).toBe(before + 1)
})
