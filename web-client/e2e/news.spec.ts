// An article from its draft to its readers: written on a phone, looked at by a named reviewer, published at its time into a
// follower's feed and onto the public page, and corrected in front of who shared it.
import { AxeBuilder } from '@axe-core/playwright'
import { randomUUID } from 'node:crypto'
import type { Action } from '../src/wire/protocol.gen'
import { expect, first, isLive, test } from './support/people'
import { service, subscribesAt, turnsOn } from './support/push'

test('an article goes from draft through review and schedule to a feed and the public page, and is corrected', async ({ person }) => {
  const [ilona, veikko, sanni] = [await person('Ilona', undefined, { viewport: { width: 390, height: 844 } }), await person('Veikko'), await person('Sanni', first, { serviceWorkers: 'allow' })]
  const place = await ilona.act({ t: 'create_workspace', name: `Toimitus ${randomUUID().slice(0, 8)}`, purpose: 'Uutisia', visibility: 'open' })
  await ilona.act({ t: 'add_member', place: { workspace: place.id }, member: veikko.start.me.id, role: 'facilitator' })
  const news = await ilona.act({ t: 'create_channel', workspace: place.id, kind: 'news', name: 'uutiset', topic: '', visibility: 'public' })
  const slug = `kylat${news.id.slice(-6)}`
  await sanni.act({ t: 'follow', subject: { tag: slug }, level: 'watch' })
  await sanni.act({ t: 'change_notices', quiet: Array.from({ length: 7 }, () => null), push_for: 'watched' })
  const push = await service()
  await sanni.context.grantPermissions(['notifications'], { origin: first })
  await subscribesAt(sanni.page, push.subscribe)
  await turnsOn(sanni)
  await sanni.page.goto(`${sanni.origin}/feed`)
  await isLive(sanni.page)

  // On a phone, in two languages, and every part by its name.
  const { page } = ilona
  await page.goto(`${ilona.origin}/c/${news.id}`)
  await page.getByRole('button', { name: 'Kirjoita artikkeli' }).click()
  await page.getByLabel('Otsikko').fill('Kylätalo piti valot')
  await page.getByRole('button', { name: 'Aloita luonnos' }).click()
  await page.getByRole('button', { name: 'Muokkaa' }).click()
  await page.getByLabel('Ingressi').fill('Varavoima riitti koko yön.')
  await page.getByRole('button', { name: 'Teksti', exact: true }).click()
  await page.getByRole('textbox', { name: 'Teksti' }).fill(`Opit on koottu. #${slug}`)
  await page.getByRole('button', { name: 'Taulukko', exact: true }).click()
  await page.getByLabel('Rivi 1, sarake 1').fill('Mitä')
  await page.getByText('Kenelle', { exact: true }).click()
  await page.getByLabel('Julkinen: luettavissa ilman kirjautumista').check()
  await page.getByRole('button', { name: /^Svenska/ }).click()
  await page.getByRole('button', { name: 'Tee kieliversio' }).click()
  await page.getByLabel('Otsikko').fill('Byahuset höll ljuset tända')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Tallenna' }).click()
  await expect(page.getByRole('heading', { name: 'Kylätalo piti valot' })).toBeVisible()
  const article = page.url().split('/t/')[1] ?? ''
  const seq = async () => ((await (await ilona.context.request.get(`${ilona.origin}/api/v1/items/${article}`)).json()) as { changed_seq: number }).changed_seq
  const change = async (who: typeof ilona, what: object) => who.act({ t: 'change_item', item: article, change: what, if_changed_seq: await seq() } as unknown as Action)

  // The reviewer is named, looks and agrees.
  await page.getByLabel('Tarkistaja').selectOption({ value: veikko.start.me.id })
  await page.getByRole('button', { name: 'Pyydä tarkistusta' }).click()
  await veikko.page.goto(`${veikko.origin}/fresh`)
  const asked = veikko.page.getByRole('listitem').filter({ hasText: 'Kylätalo piti valot' }).filter({ hasText: 'Tarkistustasi pyydetään' })
  await asked.getByRole('link').first().click()
  await expect(veikko.page).toHaveURL(new RegExp(article))
  await veikko.page.goto(`${veikko.origin}/c/${news.id}`)
  await veikko.page.getByRole('link', { name: /^Tarkistustasi pyydetään/ }).or(veikko.page.getByRole('region', { name: 'Sinulle' }).getByRole('link')).first().click()
  await veikko.page.getByRole('button', { name: 'Muutokset' }).click()
  await expect(veikko.page.getByRole('region', { name: 'Muutokset' }).locator('ins').first()).toBeVisible()
  await veikko.page.getByRole('button', { name: 'Muutokset' }).click()
  await veikko.page.getByRole('button', { name: 'Esikatsele lukijana' }).click()
  await veikko.page.getByLabel('Lukija', { exact: true }).selectOption('outside')
  await expect(veikko.page.getByText('Tämä lukija näkee artikkelin.')).toBeVisible()
  await veikko.page.getByRole('button', { name: 'Hyväksy' }).click()
  await expect(veikko.page.getByText('Hyväksytty')).toBeVisible()

  // At its time it is there, in the follower's feed and for everybody.
  await change(ilona, { do: 'schedule', at: new Date(Date.now() + 1_500).toISOString() })
  expect((await sanni.context.request.get(`${sanni.origin}/julkinen/${article}`)).status()).toBe(404)
  await expect(sanni.page.getByRole('listitem').filter({ hasText: 'Kylätalo piti valot' }).first()).toBeVisible({ timeout: 10_000 })
  // And on her phone.
  const told = () => push.opened().map((notice) => JSON.parse(notice) as { place?: string; text?: string; item?: string })
  await expect.poll(told).toEqual([expect.objectContaining({ item: article, text: 'Varavoima riitti koko yön.' })])
  push.close()
  const outside = await sanni.context.request.get(`${sanni.origin}/julkinen/${article}?lang=sv`)
  expect(await outside.text()).toContain('Byahuset höll ljuset tända')

  // Who shared it hears of the correction.
  const hall = await sanni.act({ t: 'create_workspace', name: `Kylä ${randomUUID().slice(0, 8)}`, purpose: 'Jakaa', visibility: 'invited' })
  const talk = await sanni.act({ t: 'create_channel', workspace: hall.id, kind: 'chat', name: 'jutut', topic: '', visibility: 'public' })
  await sanni.act({ t: 'send', channel: talk.id, text: `Lukekaa ${sanni.origin}/c/${news.id}/t/${article}` })
  await page.goto(`${ilona.origin}/c/${news.id}/t/${article}`)
  await page.getByRole('button', { name: 'Korjaa' }).click()
  await page.getByLabel('Ingressi').fill('Varavoima riitti yhdeksän tuntia.')
  await page.getByLabel('Korjausilmoitus').fill('Aika oli väärin.')
  await page.getByRole('button', { name: 'Tallenna' }).click()
  await expect(page.getByText('Aika oli väärin.')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  const hears = async () => (await (await sanni.context.request.get(`${sanni.origin}/api/v1/streams/${sanni.start.me.id}/events?before=9007199254740991&limit=20`)).text()).includes('shared_corrected')
  await expect.poll(hears).toBe(true)
  expect(await (await sanni.context.request.get(`${sanni.origin}/julkinen/${article}`)).text()).toContain('Aika oli väärin.')
  // Anybody may ask for letters, by a form that works without a script.
  await sanni.page.goto(`${sanni.origin}/julkinen/uutiskirje?channel=${news.id}`)
  await sanni.page.getByLabel('Sähköpostiosoite').fill('lukija@kylat.example')
  await sanni.page.getByRole('button', { name: 'Tilaa' }).click()
  await expect(sanni.page.getByText('siihen tulee kirje', { exact: false })).toBeVisible()
  expect((await new AxeBuilder({ page: sanni.page }).analyze()).violations).toEqual([])
})
