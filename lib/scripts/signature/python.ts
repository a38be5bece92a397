import 'server-only'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod'
import { type Signature, signatureSchema } from './signature'

const TIME_LIMIT_MS = 5000
const MAX_ANSWER_BYTES = 4_000_000

/**
 * Reads how `main` of a Python script is called, with Python's own parser in a process that ends before this answers. Null
 * where the text does not parse, takes too long to, or there is no Python on this machine. The script is never run.
 */
export async function readPython(content: string, resourceTypes: readonly string[]): Promise<Signature | null> {
  const answer = await askPython(JSON.stringify({ content, resourceTypes }))
  const read = z.nullable(signatureSchema).safeParse(parseJson(answer))
  return read.success ? read.data : null
}

/** What the reader prints; '' when it could not be started or did not end well. */
function askPython(question: string): Promise<string> {
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
    child.once('error', () => resolve(''))
    child.once('close', (code) => resolve(code === 0 ? printed : ''))
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
