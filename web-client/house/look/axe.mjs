// Runs axe over the screens with the fixture: `npm run look:axe`. The real thing runs in e2e; this one is quick.
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from '@playwright/test'
import { createServer } from 'vite'
import { join } from 'node:path'

const server = await createServer({ root: join(import.meta.dirname, '../..'), logLevel: 'error', server: { port: 5198 } })
await server.listen()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const screens = [['/fresh'], ['/c/c3'], ['/c/c3/t/nuoret', 'failed'], ['/c/c3/t/nuoret', 'writing'], ['/c/d1'], ['/c/cx'], ['/browse'], ['/me'], ['/', 'entrance'], ['/', 'sign_in'], ['/channels'], ['/fresh', 'plain', 'Control+k'], ['/fresh', 'plain', '?']]
let found = 0
for (const [width, theme] of (process.env["SIZES"] === "narrow" ? [[390, "light"], [390, "dark"]] : [[1440, "light"], [390, "dark"]])) {
  const context = await browser.newContext({ viewport: { width, height: 844 } })
  const page = await context.newPage()
  for (const [path, name = 'plain', press] of screens) {
    await page.goto(`http://127.0.0.1:5198/look.html?${new URLSearchParams({ path, theme, case: name })}`)
    await page.waitForLoadState('networkidle')
    if (press) await page.keyboard.press(press)
    await page.waitForSelector("h1, [role=dialog]", { timeout: 20_000 }).catch(() => {})
    await page.waitForTimeout(300)
    const { violations } = await new AxeBuilder({ page }).analyze()
    for (const one of violations) {
      found += 1
      console.info(`${path} ${name} ${width} ${theme}: ${one.id} (${one.impact}) ${one.help}`)
      for (const node of one.nodes.slice(0, 3)) console.info('    ', node.html.slice(0, 160), '|', node.failureSummary?.split('\n')[1])
    }
  }
  await context.close()
}
await browser.close()
await server.close()
console.info(`${found} findings`)
process.exitCode = found > 0 ? 1 : 0
