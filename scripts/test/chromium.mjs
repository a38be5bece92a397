import { ensureDebianPackages } from '../servers/packages.mjs'
import { findProgram } from '../servers/processes.mjs'

// The headless shell first, as Playwright itself does: it draws the same and takes a quarter less of the processor.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const FOLDERS = ['/Applications/Google Chrome.app/Contents/MacOS', '/Applications/Chromium.app/Contents/MacOS']
const PACKAGES = ['chromium-headless-shell', 'fonts-noto-core', 'fonts-noto-color-emoji']

/** Finds a Chromium or Chrome, installing Debian's where that is possible. Answers `path`, or null and the reason. */
export async function ensureChromium() {
  const path = process.env.CHROMIUM_PATH || (await installedChromium())
  if (path) return { path, reason: null }
  const { reason } = await ensureDebianPackages(PACKAGES, ['chromium-headless-shell'])
  return { path: await installedChromium(), reason }
}

async function installedChromium() {
  const names = [...NAMES, 'Google Chrome', 'Chromium']
  const found = await Promise.all(names.map((name) => findProgram(name, FOLDERS)))
  return found.find(Boolean) ?? null
}
