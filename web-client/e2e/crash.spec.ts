// The server is killed in the middle of a conversation and started again: what was acknowledged is there on both screens,
// once; what was not is sent when it is back. A site of its own, since it is killed.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import type { DemoBody, StartBody } from '../src/wire/protocol.gen'
import { ended, freePort, startNode, type NodeHandle } from './support/nodes'
import { composer, expect, isLive, message, say, test, texts } from './support/people'

const LONG = `Pitkä kooste\n\n| Piha | Ennen | Jälkeen |\n|---|---:|---:|\n| A | 14 | 6 |\n\n\`\`\`\nkoodia\n\`\`\`\n\n${'Havainto kirjattu ja välitetty eteenpäin. '.repeat(365)}`

async function enter(page: Page, origin: string, name: string): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('talkoo.locale', 'fi'))
  await page.goto(origin)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await isLive(page)
}

async function startOf(context: BrowserContext, origin: string): Promise<StartBody> {
  return (await (await context.request.get(`${origin}/api/v1/start`)).json()) as StartBody
}

test('kill -9 in the middle of a conversation loses nothing and doubles nothing', async ({ browser, request }) => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'talkoo-e2e-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  let node: NodeHandle = await startNode(folder, 'node-1', port, true)
  const { origin } = node
  const one = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  const two = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  try {
    const { people } = (await (await request.get(`${origin}/api/v1/demo`)).json()) as DemoBody
    expect(people).toHaveLength(4)
    const [aino, birgitta] = [await one.newPage(), await two.newPage()]
    await enter(aino, origin, 'Aino Verkkopuro')
    await enter(birgitta, origin, 'Birgitta Exempelvik')
    const hall = (await startOf(one, origin)).workspaces.find((each) => each.name === 'Verkoston aula')
    const command = async (context: BrowserContext, action: object) => {
      const answer = await context.request.post(`${origin}/api/v1/commands`, { data: { ref: 1, client_id: randomUUID(), ...action }, headers: { origin } })
      expect(answer.ok(), await answer.text()).toBe(true)
      return (await answer.json()) as { id: string }
    }
    const made = await command(one, { t: 'create_channel', workspace: hall?.id, kind: 'chat', name: 'koe-kaatuminen', topic: '', visibility: 'public' })
    await command(two, { t: 'join', channel: made.id })
    for (const page of [aino, birgitta]) {
      await page.goto(`${origin}/c/${made.id}`)
      await expect(composer(page)).toBeVisible()
      await isLive(page)
    }

    await say(aino, 'Hei, kuuluuko?')
    await say(birgitta, 'Ja, det hörs bra 👍 Vi har en tabell på gång.')
    await say(aino, LONG)
    await expect(message(birgitta, 'Pitkä kooste')).toBeVisible()
    await say(aino, 'Viimeinen ennen kaatumista')
    await expect(message(birgitta, 'Viimeinen ennen kaatumista')).toBeVisible()

    node.child.kill('SIGKILL')
    await ended(node.child)
    await say(aino, 'Kirjoitettu, kun palvelin oli poissa')
    await say(birgitta, 'Skrivet medan servern var borta')
    await expect(message(aino, 'Kirjoitettu, kun palvelin oli poissa').getByText('Lähetetään')).toBeVisible()
    node = await startNode(folder, 'node-1', port, false)

    const said = ['Hei, kuuluuko?', 'Ja, det hörs bra', 'Pitkä kooste', 'Viimeinen ennen kaatumista', 'Kirjoitettu, kun palvelin oli poissa', 'Skrivet medan servern var borta']
    for (const page of [aino, birgitta]) for (const text of said) await expect(message(page, text)).toHaveCount(1, { timeout: 60_000 })
    for (const page of [aino, birgitta]) await expect(page.getByText('Lähetetään')).toHaveCount(0)
    await expect.poll(async () => JSON.stringify(await texts(birgitta)) === JSON.stringify(await texts(aino))).toBe(true)
    // What stands on the screen is read, and the server learns it a moment later.
    const unread = async (context: BrowserContext) => (await startOf(context, origin)).unread.find((each) => each.channel === made.id)?.count ?? 0
    for (const context of [one, two]) await expect.poll(() => unread(context)).toBe(0)
  } finally {
    await one.close()
    await two.close()
    node.child.kill('SIGTERM')
    await ended(node.child)
    rmSync(folder, { recursive: true, force: true })
  }
})
