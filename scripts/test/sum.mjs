import { stripVTControlCharacters } from 'node:util'

const MESSAGE_LINES = 8
const LINE_LENGTH = 240

/** One sum over several runners. */
export function addUp(results) {
  const total = (name) => results.reduce((sum, result) => sum + result[name], 0)
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') }
}

/** The line that ends a test run. */
export function sumLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** The failed tests once more, each with the first lines of its message: what is kept of a long run is often only its end. */
export function failureLines(results) {
  return results.flatMap(({ failures }) =>
    failures.flatMap(({ test, message }) => {
      const lines = stripVTControlCharacters(message ?? '')
        .split('\n')
        .filter((line) => line.trim() && !line.includes('node_modules'))
      return [`Failed: ${test}`, ...lines.slice(0, MESSAGE_LINES).map((line) => `  ${line.slice(0, LINE_LENGTH)}`)]
    }),
  )
}
