// The program that Deno runs: calls `main` of the script in the current folder and leaves what became of it there.
import { startRelays } from './relay'
import { toJson } from './to-json'

/** What we use of Deno itself: any module of Node would take longer to load than all of the start. */
declare const Deno: {
  cwd(): string
  env: { get(name: string): string | undefined; delete(name: string): void }
  exit(code: number): never
  permissions: { revokeSync(what: { name: 'net'; host: string }): unknown }
  readTextFileSync(path: string): string
  removeSync(path: string): void
  writeTextFileSync(path: string, text: string): void
}

const MAX_OUTCOME_BYTES = 64 * 1024 ** 2 // what is larger is only measured
/** ECMA-48, "select graphic rendition": Deno marks the places of syntax errors by colours. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

const folder = Deno.cwd()
const script = fileUrl(`${folder}/main.ts`)

/** Only what a path may hold and an address would read otherwise is escaped. */
function fileUrl(path: string): string {
  return `file://${path.split('/').map(encodeURIComponent).join('/')}`
}

/** Whether handlers of Node's `exit` may have been set, which Deno's own end would not call. */
let endsByNode = false

function end(outcome: string): never {
  Deno.writeTextFileSync(`${folder}/outcome.json`, outcome)
  if (endsByNode) process.exit(0)
  Deno.exit(0)
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
  const lines = text.replace(COLOURS, '').replaceAll(script, 'main.ts').split('\n')
  return lines.filter((line) => !/^\s+at .*(run-wrapper\.mjs|lib\/runs\/deno\/|ext:)/.test(line)).join('\n')
}

addEventListener('error', ({ error }) => fail(error))
addEventListener('unhandledrejection', ({ reason }) => fail(reason))
addEventListener('beforeunload', () =>
  fail(new Error('main waits for what never comes: nothing is left that could settle it.')),
)

async function run(): Promise<string> {
  const { names, args, ...call } = JSON.parse(Deno.readTextFileSync(`${folder}/call.json`))
  endsByNode = call.endsByNode
  Deno.removeSync(`${folder}/call.json`) // it may hold secrets, and the folder may outlive a lost worker
  // The address is no literal: so Deno asks for the permission to read whatever the script imports.
  const { main } = await import(script)
  if (typeof main !== 'function') throw new Error('The script exports no function main: there is nothing to run.')
  const values: unknown[] = names.map((name: string) => args[name])
  const outcome = `{"result":${toJson(await main(...values))}}`
  if (outcome.length > MAX_OUTCOME_BYTES)
    throw new RangeError(`The result is ${Math.round(outcome.length / 1024 ** 2)} MiB of JSON. Write it into a file.`)
  return outcome
}

function takeSetting(name: string): string | undefined {
  const value = Deno.env.get(name)
  Deno.env.delete(name)
  return value
}

const relays = takeSetting('GRANARY_RELAY')
const withheld = takeSetting('GRANARY_WITHHELD')
if (relays) startRelays(JSON.parse(relays))
for (const host of JSON.parse(withheld ?? '[]')) Deno.permissions.revokeSync({ name: 'net', host })
// Awaited here, it would be waited for as long as anything listens.
void run().then(end, fail)
