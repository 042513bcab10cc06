// axe finds nothing on the main screens, and the keyboard alone goes everywhere.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { ChannelView } from '../src/wire/protocol.gen'
import { composer, expect, first, meeting, message, open, say, test } from './support/people'

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((one) => ({ rule: one.id, nodes: one.nodes.map((node) => node.html.slice(0, 200)) }))).toEqual([])
}

for (const [name, viewport, colorScheme] of [
  ['wide and light', { width: 1440, height: 900 }, 'light'],
  ['narrow and dark', { width: 390, height: 844 }, 'dark'],
] as const)
  test(`axe finds nothing, ${name}`, async ({ browser, person }) => {
    const outside = await browser.newContext({ viewport, colorScheme })
    const front = await outside.newPage()
    await front.goto(first)
    await expect(front.getByRole('heading', { level: 1 })).toBeVisible()
    await clean(front)
    await outside.close()
    const ilona = await person('Ilona', first, { viewport, colorScheme })
    const channel = await meeting(ilona)
    const text = '**Lihava** ja `koodi`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> lainaus\n\n```\nrivi\n```'
    const sent = await ilona.act({ t: 'send', channel, text })
    await ilona.act({ t: 'react', message: sent.id, emoji: '👍' })
    await ilona.page.goto(`${first}/c/${channel}`)
    await expect(message(ilona.page, 'Lihava')).toBeVisible()
    await clean(ilona.page)
    const lists = viewport.width < 500 ? ([['/channels', 'Kanavat'], ['/direct', 'Yksityisviestit']] as const) : []
    for (const [path, heading] of [['/fresh', 'Uutta sinulle'], ...lists, ['/browse', 'Selaa kanavia'], ['/me', 'Minä']] as const) {
      await ilona.page.goto(first + path)
      await expect(ilona.page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
      await clean(ilona.page)
    }
    await ilona.page.keyboard.press('Control+k')
    await expect(ilona.page.getByRole('combobox')).toBeFocused()
    await clean(ilona.page)
  })

test('by keyboard alone: go to a channel, write, react, edit', async ({ person }) => {
  const ilona = await person('Ilona')
  const channel = await meeting(ilona)
  await open(ilona, channel)
  await say(ilona.page, 'Näppäimistöllä')
  const { name } = (await (await ilona.context.request.get(`${ilona.origin}/api/v1/channels/${channel}`)).json()) as ChannelView
  await ilona.page.goto(`${ilona.origin}/fresh`)
  await expect(ilona.page.getByRole('heading', { name: 'Uutta sinulle' })).toBeVisible()
  await ilona.page.keyboard.press('Control+k')
  await ilona.page.getByRole('combobox').pressSequentially(name)
  await ilona.page.keyboard.press('Enter')
  await expect(message(ilona.page, 'Näppäimistöllä')).toBeVisible()

  await message(ilona.page, 'Näppäimistöllä').focus()
  await ilona.page.keyboard.press('Enter')
  await expect(ilona.page.getByRole('button', { name: 'Reagoi: 👍' })).toBeFocused()
  await ilona.page.keyboard.press('Enter')
  await expect(message(ilona.page, 'Näppäimistöllä').getByRole('button', { name: '👍: sinä' })).toBeVisible()
  await composer(ilona.page).focus()
  await ilona.page.keyboard.press('ArrowUp')
  await expect(composer(ilona.page)).toHaveValue('Näppäimistöllä')
  await composer(ilona.page).press('Escape')
  await expect(composer(ilona.page)).toHaveValue('')
})
