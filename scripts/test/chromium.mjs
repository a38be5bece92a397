import { ensureDebianPackages } from '../servers/packages.mjs'
import { findProgram } from '../servers/processes.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const FOLDERS = ['/Applications/Google Chrome.app/Contents/MacOS', '/Applications/Chromium.app/Contents/MacOS']
const PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-noto-color-emoji']

/** Finds a Chromium or Chrome, installing Debian's where that is possible. Answers `path`, or null and the reason. */
export async function ensureChromium() {
  const path = process.env.CHROMIUM_PATH || (await installedChromium())
  if (path) return { path, reason: null }
  const { reason } = await ensureDebianPackages(PACKAGES, ['chromium'])
  return { path: await installedChromium(), reason }
}

async function installedChromium() {
  const names = [...NAMES, 'Google Chrome', 'Chromium']
  const found = await Promise.all(names.map((name) => findProgram(name, FOLDERS)))
  return found.find(Boolean) ?? null
}
