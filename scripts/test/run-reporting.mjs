import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'

const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }
const FOLDER = 'test-results/reports'

/** Runs a test runner in the foreground and reads the JSON report that it was told to write; null when it wrote none. */
export async function runReporting(name, args, env = () => ({})) {
  mkdirSync(FOLDER, { recursive: true })
  const file = `${FOLDER}/${name}.json`
  rmSync(file, { force: true })
  const code = await new Promise((resolve) => {
    const stdio = ['ignore', 'inherit', 'inherit']
    const runner = spawn(process.execPath, args(file), { stdio, env: { ...QUIET, ...process.env, ...env(file) } })
    runner.on('exit', (status, signal) => resolve(signal ? 1 : status))
  })
  return { code, report: readReport(file) }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
