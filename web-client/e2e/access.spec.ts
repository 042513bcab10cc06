// axe finds nothing on the main screens, and the keyboard alone goes everywhere.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { composer, expect, first, meeting, message, open, person, say, test } from './support/people'

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((one) => ({ rule: one.id, nodes: one.nodes.map((node) => node.html.slice(0, 200)) }))).toEqual([])
}

for (const [name, viewport, colorScheme] of [
  ['wide and light', { width: 1440, height: 900 }, 'light'],
  ['narrow and dark', { width: 390, height: 844 }, 'dark'],
] as const)
  test(`axe finds nothing, ${name}`, async ({ browser }) => {
    const outside = await browser.newContext({ viewport, colorScheme })
    const front = await outside.newPage()
    await front.goto(first)
    await expect(front.getByRole('heading', { level: 1 })).toBeVisible()
    await clean(front)
    const aino = await person(browser, 'Aino', first, { viewport, colorScheme })
    const channel = await meeting(aino)
    const text = '**Lihava** ja `koodi`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> lainaus\n\n```\nrivi\n```'
    const sent = await aino.act({ t: 'send', channel, text })
    await aino.act({ t: 'react', message: sent.id, emoji: '👍' })
    await aino.page.goto(`${first}/c/${channel}`)
    await expect(message(aino.page, 'Lihava')).toBeVisible()
    await clean(aino.page)
    for (const [path, heading] of [['/fresh', 'Uutta sinulle'], ['/channels', 'Kanavat'], ['/direct', 'Yksityisviestit'], ['/browse', 'Selaa kanavia'], ['/me', 'Minä']] as const) {
      await aino.page.goto(first + path)
      await expect(aino.page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
      await clean(aino.page)
    }
    await aino.page.keyboard.press('Control+k')
    await expect(aino.page.getByRole('combobox')).toBeFocused()
    await clean(aino.page)
  })

test('by keyboard alone: go to a channel, write, react to the message, copy nothing by mouse', async ({ browser }) => {
  const aino = await person(browser, 'Aino')
  const channel = await meeting(aino)
  await open(aino, channel)
  await say(aino.page, 'Näppäimistöllä')
  await aino.page.goto(`${aino.origin}/fresh`)
  const name = aino.start.workspaces.length > 0 ? 'koe-' : ''
  await aino.page.keyboard.press('Control+k')
  await aino.page.getByRole('combobox').pressSequentially(name)
  await aino.page.keyboard.press('Escape')
  await open(aino, channel)

  await message(aino.page, 'Näppäimistöllä').focus()
  await aino.page.keyboard.press('Enter')
  await expect(aino.page.getByRole('button', { name: 'Reagoi: 👍' })).toBeFocused()
  await aino.page.keyboard.press('Enter')
  await expect(message(aino.page, 'Näppäimistöllä').getByRole('button', { name: '👍: sinä' })).toBeVisible()
  await composer(aino.page).focus()
  await aino.page.keyboard.press('ArrowUp')
  await expect(composer(aino.page)).toHaveValue('Näppäimistöllä')
  await aino.page.keyboard.press('Escape')
  await expect(composer(aino.page)).toHaveValue('')
})
