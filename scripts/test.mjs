// What `npm test` runs: set-up with the build, unit and contract tests, the tests in a browser, one sum.
import { setUp } from './setup.mjs'
import { runPlaywright } from './test/run-playwright.mjs'
import { runVitest } from './test/run-vitest.mjs'
import { addUp, failureLines, sumLine } from './test/sum.mjs'

await setUp()
console.log(
  'Running the tests: about half an hour on two cores. Real servers and a browser are installed where this machine allows it.',
)
const results = [await runVitest(), await runPlaywright()]
const leftOut = results.flatMap((result) => result.leftOut).filter(({ tests }) => tests > 0)
for (const { what, why, tests } of leftOut) console.log(`Left out: ${tests} tests of ${what} (${why}).`)
for (const line of failureLines(results)) console.log(line)
const sum = addUp(results)
const incomplete = process.env.GRANARY_REQUIRE_SERVERS === '1' && leftOut.length > 0
if (incomplete) console.log('GRANARY_REQUIRE_SERVERS is set: no test may be left out.')
console.log(sumLine(sum))
process.exit(sum.failed > 0 || sum.passed === 0 || incomplete ? 1 : 0)
