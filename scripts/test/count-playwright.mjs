/**
 * Adds up Playwright's JSON report; a run that ended badly without a failed test counts as one failure. What passed when it was tried
 * again counts as passed: the list names it as flaky.
 */
export function countPlaywright(report, code) {
  if (!report) return { passed: 0, failed: 1, skipped: 0, leftOut: [], failures: [] }
  const { expected, unexpected: failed, flaky } = report.stats
  const skippedTests = testsOf(report).filter((test) => test.status === 'skipped')
  return {
    passed: expected + flaky,
    failed: failed === 0 && code !== 0 ? Math.max(1, report.errors.length) : failed,
    skipped: skippedTests.length,
    leftOut: groupLeftOut(skippedTests),
    failures: testsOf(report)
      .filter((test) => test.status === 'unexpected')
      .map(({ title, results }) => ({ test: title, message: results.at(-1)?.error?.message })),
  }
}

/** The number of tests in a listing. */
export function countListed(report) {
  return report ? testsOf(report).length : 0
}

function testsOf(report) {
  return report.suites.flatMap(testsOfSuite)
}

function testsOfSuite(suite) {
  const own = (suite.specs ?? []).flatMap(({ file, title, tests }) =>
    tests.map((test) => ({ ...test, title: `${file}: ${title}` })),
  )
  return [...own, ...(suite.suites ?? []).flatMap(testsOfSuite)]
}

function groupLeftOut(tests) {
  const counts = new Map()
  for (const test of tests) {
    const why = test.annotations.find(({ type }) => type === 'skip')?.description ?? 'a test before them failed'
    counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  return [...counts].map(([why, tests]) => ({ what: 'the screens in a browser', why, tests }))
}
