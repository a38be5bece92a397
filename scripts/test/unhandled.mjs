import { readFileSync, rmSync } from 'node:fs'

/** Where the reporter leaves the errors that no test waited for. */
export const UNHANDLED_FILE = 'test-results/reports/vitest-unhandled.json'

/** Forgets those of the last run. */
export function forgetUnhandled() {
  rmSync(UNHANDLED_FILE, { force: true })
}

/** The errors of the last run that no test waited for, as failures; none where it was cut before its end. */
export function readUnhandled() {
  try {
    return JSON.parse(readFileSync(UNHANDLED_FILE, 'utf8')).map(({ file, test, message }) => ({
      test: `${file?.replace(`${process.cwd()}/`, '') ?? 'the run'}: an error that nothing waited for${test ? `, after "${test}" began` : ''}`,
      message,
    }))
  } catch {
    return []
  }
}
