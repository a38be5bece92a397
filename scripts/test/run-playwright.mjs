import { ensureChromium } from './chromium.mjs'
import { countListed, countPlaywright } from './count-playwright.mjs'
import { runReporting } from './run-reporting.mjs'

const CLI = ['node_modules/@playwright/test/cli.js', 'test']

/** Runs the tests in a real browser, or counts them where none can be had. */
export async function runPlaywright() {
  const { path, reason } = await ensureChromium()
  if (!path) return leaveOut(reason)
  const { report, code } = await runReporting(
    'playwright',
    () => [...CLI, '--reporter=list,json'],
    (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file, CHROMIUM_PATH: path }),
  )
  return countPlaywright(report, code)
}

async function leaveOut(reason) {
  const { report } = await runReporting(
    'playwright',
    () => [...CLI, '--list', '--reporter=json'],
    (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
  )
  const leftOut = [{ what: 'the screens in a browser', why: reason, tests: countListed(report) }]
  return { passed: 0, failed: 0, skipped: 0, leftOut, failures: [] }
}
