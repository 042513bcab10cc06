// Takes pictures of the screens with the fixture: `npm run look`, or `npm run look fresh` for those whose name has the
// word. The pictures land in screenshots/ and are for eyes only.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { createServer } from 'vite'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'screenshots')
mkdirSync(out, { recursive: true })

/** `press`: keys before the picture. */
const pictures = [
  { name: 'fresh', path: '/fresh' },
  { name: 'quiet', path: '/fresh', case: 'quiet' },
  { name: 'channel', path: '/c/c3' },
  { name: 'topic', path: '/c/c3/t/nuoret' },
  { name: 'writing', path: '/c/c3/t/nuoret', case: 'writing' },
  { name: 'offline', path: '/c/c3/t/nuoret', case: 'offline' },
  { name: 'failed', path: '/c/c3/t/nuoret', case: 'failed' },
  { name: 'long', path: '/c/c3/t/nuoret', case: 'long' },
  { name: 'direct', path: '/c/d1' },
  { name: 'unknown', path: '/c/cx' },
  { name: 'browse', path: '/browse' },
  { name: 'me', path: '/me' },
  { name: 'entrance', path: '/', case: 'entrance' },
  { name: 'sign-in', path: '/', case: 'sign_in' },
  { name: 'switcher', path: '/fresh', press: ['Control+k'] },
  { name: 'channels', path: '/channels' },
]
const [wanted = ''] = process.argv.slice(2)

const server = await createServer({ root, logLevel: 'error', server: { port: 5199 } })
await server.listen()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const themes = process.env['THEMES']?.split(' ') ?? ['light', 'dark']
const locale = process.env['LOCALE'] ?? 'fi'
const sizes = [[1440, 900], [390, 844]]
for (const [width, height] of sizes)
  for (const theme of themes) {
    const page = await browser.newPage({ viewport: { width, height }, hasTouch: width < 500, isMobile: width < 500 })
    page.on('pageerror', (error) => console.error(error.message))
    page.on('console', (line) => line.type() === 'error' && console.error(line.text()))
    for (const picture of pictures.filter((one) => one.name.includes(wanted))) {
      const query = new URLSearchParams({ path: picture.path, theme, locale, case: picture.case ?? 'plain' })
      await page.goto(`http://127.0.0.1:5199/look.html?${query}`)
      await page.waitForLoadState('networkidle')
      for (const key of picture.press ?? []) await page.keyboard.press(key)
      await page.waitForTimeout(400)
      await page.screenshot({ path: join(out, `${picture.name}-${width}-${theme}-${locale}.png`) })
    }
    await page.close()
  }
await browser.close()
await server.close()
