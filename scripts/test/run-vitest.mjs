import { ensurePostgres } from '../servers/postgres.mjs'
import { countVitest } from './count-vitest.mjs'
import { runReporting } from './run-reporting.mjs'
import { forgetUnhandled, readUnhandled } from './unhandled.mjs'

const REPORTERS = ['default', 'json', './scripts/test/end-reporter.mjs'].map((name) => `--reporter=${name}`)

/** Runs unit and contract tests, and those of the database once more on PostgreSQL where it can be had. */
export async function runVitest() {
  const { reason } = await ensurePostgres()
  const projects = ['node', 'node-alone', 'dom', ...(reason ? [] : ['node-postgresql'])]
  forgetUnhandled()
  const { report, code } = await runReporting('vitest', (file) => [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    ...REPORTERS,
    `--outputFile.json=${file}`,
  ])
  const counted = countVitest(report, code)
  counted.failures.push(...readUnhandled())
  if (reason) counted.leftOut.push({ what: 'the database on PostgreSQL', why: reason, tests: counted.databaseTests })
  return counted
}
