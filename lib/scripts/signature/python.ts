import 'server-only'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Reading, readingSchema, unreadable } from './reading'

const TIME_LIMIT_MS = 5000
const MAX_ANSWER_BYTES = 4_000_000

const NO_PYTHON =
  'There is no python3 on the machine of this server, so it cannot read what a Python script asks for. Install Python 3.8 or newer there.'

/**
 * Reads how `main` of a Python script is called, with Python's own parser in a process that ends before this answers; or what
 * keeps its text from parsing. The script is never run.
 */
export async function readPython(content: string, resourceTypes: readonly string[]): Promise<Reading> {
  const answer = await askPython(JSON.stringify({ content, resourceTypes }))
  if (answer.kind === 'missing') return unreadable(NO_PYTHON)
  const read = readingSchema.safeParse(parseJson(answer.text))
  return read.success ? read.data : unreadable('The parser of Python came to no end with this text.')
}

type Answer = { kind: 'missing' } | { kind: 'printed'; text: string }

/** What the reader prints; '' when it did not end well. */
function askPython(question: string): Promise<Answer> {
  const reader = join(process.cwd(), 'lib/scripts/signature/python_signature.py')
  // Isolated: neither the environment nor a folder of the user decides which modules are loaded.
  const child = spawn('python3', ['-I', '-S', '-B', reader], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV }, // no secrets
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk
    if (printed.length > MAX_ANSWER_BYTES) child.kill('SIGKILL')
  })
  // It may end before it has read all: then it answers nothing, which is told by its exit code.
  child.stdin.on('error', () => undefined)
  child.stdin.end(question)
  return new Promise((resolve) => {
    child.once('error', () => resolve({ kind: 'missing' }))
    child.once('close', (code) => resolve({ kind: 'printed', text: code === 0 ? printed : '' }))
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
