// What `npm run screenshots` runs: pictures of every screen of the built product, into screenshots/.

import { runNode } from './setup/run-command.mjs'
import { setUp } from './setup.mjs'
import { ensureChromium } from './test/chromium.mjs'

await setUp()
const { path, reason } = await ensureChromium()
if (!path) {
  console.error(`Pictures need Chromium, and it cannot be had: ${reason}.`)
  process.exit(1)
}
console.log('Taking pictures of all screens: about 3 minutes.')
runNode(['node_modules/@playwright/test/cli.js', 'test'], { SCREENSHOTS: '1', CHROMIUM_PATH: path })
console.log('The pictures are in screenshots/.')
