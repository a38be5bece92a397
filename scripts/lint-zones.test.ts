import { execFile } from 'node:child_process'
import { copyFile, cp, mkdir, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'

const FIXTURES = 'lib/testing/lint-violations'
const REACH = 'Write ./x inside a folder and @/… across folders'

/** A planted violation, where it is put, and the beginning of what the linter must teach. */
const violations: [string, string, string][] = [
  ['app-uses-the-database', 'app/planted/page.tsx', 'app/ is routing: call a use case, not the database.'],
  ['app-uses-a-store', 'app/planted/layout.tsx', 'app/ is routing: call a use case, not the database.'],
  [
    'components-use-the-server',
    'components/planted.tsx',
    'components/ reach the server through actions.ts and queries.ts.',
  ],
  ['lib-uses-a-component', 'lib/objects/planted.ts', 'lib/ is the bottom layer, and a store is private to its folder.'],
  ['noun-uses-the-store-of-another', 'lib/objects/other.ts', 'lib/ is the bottom layer, and a store is private'],
  ['use-case-uses-prisma', 'lib/objects/prisma.ts', 'Prisma is private to store.ts files and lib/db.ts'],
  ['schema-uses-the-server', 'lib/objects/schema.ts', 'schema.ts and queries.ts run in the browser too'],
  [
    'island-uses-another-island',
    'lib/storage/planted.ts',
    'A pure island: libraries, its own folder, lib/errors and lib/shared.',
  ],
  ['island-uses-another-island', 'lib/previews/planted.ts', 'A pure island: libraries, its own folder and lib/errors.'],
  ['island-uses-react', 'lib/permissions/planted.ts', 'A pure island: libraries, its own folder and lib/errors.'],
  ['api-uses-a-store', 'lib/api/planted.ts', 'lib/api is a door: call a use case.'],
  ['sdk-uses-the-product', 'sdk/typescript/planted.ts', 'An SDK is published: its own folder'],
  ['file-reaches-up', 'app/planted/up.ts', REACH],
  ['file-reaches-up', 'components/up.ts', REACH],
  ['file-reaches-up', 'lib/objects/up.ts', REACH],
  ['file-reaches-up', 'lib/storage/up.ts', REACH],
  ['file-reaches-up', 'e2e/up.ts', REACH],
  ['floating-promise', 'lib/objects/floating.ts', 'Promise was found, meaning it is not properly handled'],
  ['misused-promise', 'lib/objects/misused.ts', 'A Promise was found where a conditional was expected'],
]

let found: { path: string; text: string }[]

beforeAll(async () => {
  const project = await mkdtemp(join(tmpdir(), 'granary-lint-'))
  for (const name of ['biome.json', 'package.json', 'tsconfig.json']) await copyFile(name, join(project, name))
  await symlink(resolve('node_modules'), join(project, 'node_modules'))
  for (const [fixture, path] of violations) {
    await mkdir(dirname(join(project, path)), { recursive: true })
    await cp(`${FIXTURES}/${fixture}.ts`, join(project, path))
  }
  found = await lint(project)
})

it.each(violations)('finds %s planted at %s', (_fixture, path, lesson) => {
  expect(found.filter((diagnostic) => diagnostic.path === path).map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining(lesson)]),
  )
})

async function lint(project: string) {
  const biome = resolve('node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
  const run = promisify(execFile)(process.execPath, args, { cwd: project })
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  const report: { diagnostics: Diagnostic[] } = JSON.parse(stdout)
  return report.diagnostics.map(({ location, ...rest }) => ({ path: pathOf(location), text: JSON.stringify(rest) }))
}

type Diagnostic = { location: { path: string | { file: string } } }

function pathOf({ path }: Diagnostic['location']): string {
  return typeof path === 'string' ? path : path.file
}
