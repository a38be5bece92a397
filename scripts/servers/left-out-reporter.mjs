/** Ends a run with one line on the tests that were left out for want of a server, and why. */
export default class LeftOutReporter {
  onTestRunEnd(modules) {
    const counts = new Map()
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const reason = /\(left out: (.*?)\) >/.exec(test.fullName)?.[1]
        if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1)
      }
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    if (total > 0) console.log(`left out: ${total} tests (${[...counts.keys()].join('; ')})`)
  }
}
