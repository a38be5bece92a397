// The program that Deno runs: calls `main` of the script in the current folder and leaves what became of it there.
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { startRelays } from './relay'
import { toJson } from './to-json'

const MAX_OUTCOME_BYTES = 64 * 1024 ** 2 // what is larger is only measured

const folder = process.cwd()
const script = pathToFileURL(`${folder}/main.ts`).href

function end(outcome: string): never {
  writeFileSync(`${folder}/outcome.json`, outcome)
  process.exit(0)
}

function fail(thrown: unknown): never {
  const error = thrown instanceof Error ? thrown : new Error(`The script threw ${String(thrown)}.`)
  const { name, message } = error
  const stack = readable(error.stack ?? '')
  console.error(stack)
  end(JSON.stringify({ error: { name, message: readable(message), stack } }))
}

/** Without colours, with the script under its own name, and without our own frames. */
function readable(text: string): string {
  const lines = stripVTControlCharacters(text).replaceAll(script, 'main.ts').split('\n')
  return lines.filter((line) => !/^\s+at .*(run-wrapper\.mjs|lib\/runs\/deno\/|ext:)/.test(line)).join('\n')
}

process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)
process.on('beforeExit', () =>
  fail(new Error('main waits for what never comes: nothing is left that could settle it.')),
)

async function run(): Promise<string> {
  const { names, args } = JSON.parse(readFileSync(`${folder}/call.json`, 'utf8'))
  unlinkSync(`${folder}/call.json`) // it may hold secrets, and the folder may outlive a lost worker
  // The address is no literal: so Deno asks for the permission to read whatever the script imports.
  const { main } = await import(script)
  if (typeof main !== 'function') throw new Error('The script exports no function main: there is nothing to run.')
  const values: unknown[] = names.map((name: string) => args[name])
  const outcome = `{"result":${toJson(await main(...values))}}`
  if (outcome.length > MAX_OUTCOME_BYTES)
    throw new RangeError(`The result is ${Math.round(outcome.length / 1024 ** 2)} MiB of JSON. Write it into a file.`)
  return outcome
}

const relays = process.env.GRANARY_RELAY
delete process.env.GRANARY_RELAY
if (relays) startRelays(JSON.parse(relays))
// Awaited here, it would be waited for as long as anything listens.
void run().then(end, fail)
