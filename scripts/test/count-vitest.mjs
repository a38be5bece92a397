import { readFileSync } from 'node:fs'

const REASON = /\(left out: (.*?)\)/
const DATABASE_FOLDERS = JSON.parse(readFileSync(new URL('./database-tests.json', import.meta.url), 'utf8')).folders

/**
 * Adds up vitest's JSON report. A file that could not be loaded counts as one failure, and so does a run that ended badly
 * without saying which test it was: neither may look like a pass.
 */
export function countVitest(report, code) {
  if (!report) return { passed: 0, failed: 1, skipped: 0, leftOut: [], failures: [], databaseTests: 0 }
  const tests = report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: file.name })),
  )
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  )
  const failed = tests.filter(isFailed).length + brokenFiles.length
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: tests.filter(isSkipped).length,
    leftOut: groupLeftOut(tests.filter(isSkipped)),
    failures: [
      ...tests
        .filter(isFailed)
        .map(({ file, fullName, failureMessages }) => failure(file, fullName, failureMessages[0])),
      ...brokenFiles.map(({ name, message }) => failure(name, 'could not be loaded', message)),
    ],
    databaseTests: tests.filter(isDatabaseTest).length,
  }
}

const failure = (file, test, message) => ({ test: `${file.replace(`${process.cwd()}/`, '')}: ${test}`, message })

function isFailed(test) {
  return test.status === 'failed'
}

function isSkipped(test) {
  return test.status !== 'passed' && test.status !== 'failed'
}

function isDatabaseTest({ file }) {
  return file.endsWith('/lib/db.test.ts') || DATABASE_FOLDERS.some((folder) => file.includes(`/lib/${folder}/`))
}

function groupLeftOut(tests) {
  const counts = new Map()
  for (const test of tests) {
    const why = REASON.exec(test.fullName)?.[1] ?? 'they are switched off'
    counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  return [...counts].map(([why, tests]) => ({ what: 'the storage on real servers', why, tests }))
}
