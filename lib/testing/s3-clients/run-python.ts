import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Outcome } from './outcome'

const SCRIPT = join(import.meta.dirname, 'main.py')

/** Runs the clients that are written for Python, and the two tools, against each storage. */
export async function runPython(python: string, places: object[]): Promise<{ outcomes: Outcome[]; errors: string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'granary-clients-'))
  const child = spawn(python, ['-B', SCRIPT], {
    cwd,
    env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: cwd },
  })
  child.stdin.end(JSON.stringify(places))
  const [lines, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const told = lines
    .split('\n')
    .filter(Boolean)
    .map((line): Partial<Outcome> => JSON.parse(line))
  let storage = ''
  const outcomes = told.flatMap((each): Outcome[] => {
    const { client = '', operation = '', outcome = '' } = each
    storage = each.storage ?? storage
    return client === '' ? [] : [{ storage, client, operation, outcome }]
  })
  return { outcomes, errors }
}
