import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Client, Driver, Outcome, Place, Verb } from './driver'

const SCRIPT = fileURLToPath(new URL('python_driver.py', import.meta.url))
const OUR_SOURCES = fileURLToPath(new URL('../../../sdk/python/src', import.meta.url))

const NO_SUCH = 'the published client has no such function'

/** The published client of PyPI, unmodified. */
export const wmillClient = (python: string): Client => ({
  name: 'wmill',
  lacks: {
    writeText: 'the published client takes bytes and open files only',
    writeBlob: 'Python has no Blob',
    range: NO_SUCH,
    list: NO_SUCH,
    head: NO_SUCH,
    copy: NO_SUCH,
    s3Settings: NO_SUCH,
    s3fsSettings: NO_SUCH,
  },
  tellsSentence: false,
  open: (place) => startPython(python, 'wmill', place),
})

/** Our own. */
export const granaryPython = (python: string): Client => ({
  name: 'granary',
  lacks: { writeBlob: 'Python has no Blob', s3Settings: 'boto3_connection_settings tells the same' },
  tellsSentence: true,
  open: (place) => startPython(python, 'granary', place),
})

/** One process that answers calls line by line. */
function startPython(python: string, module: string, place: Place): Driver {
  const env = { ...process.env, PYTHONPATH: OUR_SOURCES, WM_BASE_URL: place.baseUrl, BASE_INTERNAL_URL: place.baseUrl }
  const child = spawn(python, ['-u', SCRIPT, module], {
    env: { ...env, WM_WORKSPACE: place.workspace },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting: ((outcome: Outcome) => void)[] = []
  createInterface(child.stdout).on('line', (line) => waiting.shift()?.(JSON.parse(line)))
  child.once('exit', (code) => {
    for (const answer of waiting.splice(0)) answer({ ok: false, status: null, message: `Python ended (${code})` })
  })
  return {
    call: (verb: Verb, args, token) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        child.stdin.write(`${JSON.stringify({ verb, args, token })}\n`)
      }),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.stdin.end()
      await ended
    },
  }
}
