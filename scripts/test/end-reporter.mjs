/** Ends a run with what a list of passes hides: tests left out for want of a server, and tests that passed only the second time. */
export default class EndReporter {
  onTestRunEnd(modules) {
    for (const module of modules)
      for (const test of module.children.allTests('passed'))
        if (test.diagnostic()?.flaky) console.log(`flaky: ${module.relativeModuleId}: ${test.fullName}`)
    const counts = countReasons(modules)
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    if (total > 0) console.log(`left out: ${total} tests (${[...counts.keys()].join('; ')})`)
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
