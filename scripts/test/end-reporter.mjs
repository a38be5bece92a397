import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UNHANDLED_FILE } from './unhandled.mjs'

/**
 * Ends a run with what a list of passes hides: tests left out for want of a server, and tests that passed only the second time.
 * Keeps what failed outside of every test for the sum, since vitest's JSON report does not have it.
 */
export default class EndReporter {
  onTestRunEnd(modules, unhandledErrors) {
    for (const module of modules)
      for (const test of module.children.allTests('passed'))
        if (test.diagnostic()?.flaky) console.log(`flaky: ${module.relativeModuleId}: ${test.fullName}`)
    const counts = countReasons(modules)
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    if (total > 0) console.log(`left out: ${total} tests (${[...counts.keys()].join('; ')})`)
    keepUnhandled(unhandledErrors)
  }
}

function countReasons(modules) {
  const counts = new Map()
  for (const module of modules)
    for (const test of module.children.allTests('skipped')) {
      const reason = /\(left out: (.*?)\) >/.exec(test.fullName)?.[1]
      if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    }
  return counts
}

function keepUnhandled(errors) {
  mkdirSync(dirname(UNHANDLED_FILE), { recursive: true })
  const kept = errors.map(({ name, message, stack, VITEST_TEST_PATH, VITEST_TEST_NAME }) => ({
    file: VITEST_TEST_PATH,
    test: VITEST_TEST_NAME,
    message: stack ?? `${name}: ${message}`,
  }))
  writeFileSync(UNHANDLED_FILE, JSON.stringify(kept))
}
