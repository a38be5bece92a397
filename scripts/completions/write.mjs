// Writes what the editor of scripts offers of the clients, from their own texts: node scripts/completions/write.mjs
import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { typescriptMembers } from './typescript-members.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const COMPLETIONS = join(root, 'components/scripts/editor/completions.json')

/** What there is to offer, by the name of the module; `python` is an interpreter that has wmill. */
export function readCompletions(python) {
  const typescript = {
    'windmill-client': typescriptMembers(join(root, 'node_modules/windmill-client/dist/index.d.ts'), isForScripts),
    'granary-client': typescriptMembers(join(root, 'sdk/typescript/src/main.ts')),
  }
  const program = join(root, 'scripts/completions/python_members.py')
  const files = ['client.py', 's3_types.py'].map((name) => join(wmillFolder(python), name))
  const wmill = JSON.parse(execFileSync('python3', [program, ...files], { encoding: 'utf8' })).flat()
  return { ...typescript, wmill }
}

/** Its services are the whole API under generated names, which no script is written with. */
function isForScripts(name) {
  return !/^_|Context$|Service$|^[A-Z].*(Data|Response|Error)$/.test(name)
}

function wmillFolder(python) {
  const lib = join(python, '../../lib')
  const version = readdirSync(lib).find((name) => name.startsWith('python3'))
  return join(lib, version ?? '', 'site-packages/wmill')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const python = process.env.RUN_PYTHON ?? join(root, '.servers/python/bin/python')
  writeFileSync(COMPLETIONS, `${JSON.stringify(readCompletions(python), null, 1)}\n`)
}
