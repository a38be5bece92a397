/** One sum over several runners. */
export function addUp(results) {
  const total = (name) => results.reduce((sum, result) => sum + result[name], 0)
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') }
}

/** The line that ends a test run. */
export function sumLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
