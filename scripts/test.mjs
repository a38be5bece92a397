// What `npm test` runs: set-up with the build, the real servers, unit and contract tests, the browser's tests, one sum.
import { availability } from './test/availability.mjs'
import { ensureChromium } from './servers/chromium.mjs'
import { runPlaywright } from './test/run-playwright.mjs'
import { runVitest } from './test/run-vitest.mjs'
import { addUp, sumLine } from './test/sum.mjs'
import { setUp } from './setup.mjs'

await setUp()
const missing = await availability()
const chromium = await ensureChromium()
const results = [await runVitest({ withPostgresql: !missing.has('PostgreSQL') }), await runPlaywright(chromium)]
const leftOut = results.flatMap((result) => result.leftOut)
for (const { what, why, tests } of leftOut) console.log(`Left out: ${tests} tests of ${what}, because ${why}.`)
const sum = addUp(results)
console.log(sumLine(sum))
process.exit(sum.failed > 0 || sum.passed === 0 || results.some((result) => result.broken) ? 1 : 0)
