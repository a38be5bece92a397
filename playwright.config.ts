import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const INSTALLED = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
)
// The browser must not look for updates, and a container has neither a GPU nor a sandbox for root.
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

export default defineConfig({
  testDir: 'e2e',
  testMatch: process.env.SCREENSHOTS ? 'screens.shots.ts' : '*.spec.ts',
  globalSetup: './e2e/global-setup.mjs',
  outputDir: 'test-results/e2e',
  workers: 2,
  // A shared machine may stall for seconds; what passes only the second time is named as flaky.
  retries: process.env.CI ? 1 : 0,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? INSTALLED.find((path) => existsSync(path)),
      args: FLAGS,
    },
  },
})
