// Real Chromium against a real server. One worker: the tests share two nodes, each in channels of its own.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // What passes at the second try is listed as flaky, and is a fault to be mended.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  globalSetup: './e2e/support/start.ts',
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] },
    // What a worker fetches no test can stand in the way of; its own test lets it in.
    serviceWorkers: 'block',
    locale: 'fi-FI',
    timezoneId: 'Europe/Helsinki',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
