// Runs the Prisma CLI with the WASM build of its schema engine, so that it fetches nothing but npm packages.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
process.chdir(fileURLToPath(new URL('..', import.meta.url)))

writePostgresqlTwin()
const args = process.argv.slice(2)
for (const provider of providersFor(args[0])) {
  const status = runPrisma(provider)
  if (status !== 0) process.exit(status)
}

/** One schema is kept by hand (SQLite); PostgreSQL's differs only in provider and output. */
function writePostgresqlTwin() {
  const source = readFileSync('prisma/sqlite/schema.prisma', 'utf8')
  const twin = source
    .replace(/^\/\/ Kept by hand.*$/m, '// Written by scripts/prisma.mjs from ../sqlite/schema.prisma.')
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('generated/sqlite', 'generated/postgresql')
  const path = 'prisma/postgresql/schema.prisma'
  mkdirSync('prisma/postgresql', { recursive: true })
  if (!existsSync(path) || readFileSync(path, 'utf8') !== twin) writeFileSync(path, twin)
}

function providersFor(command) {
  if (command === 'generate' || command === 'validate') return ['sqlite', 'postgresql']
  return [/^postgres/.test(process.env.DATABASE_URL ?? '') ? 'postgresql' : 'sqlite']
}

function runPrisma(provider) {
  const engine = fileURLToPath(new URL('./schema-engine.mjs', import.meta.url))
  return (
    spawnSync(process.execPath, [require.resolve('prisma/build/index.js'), ...args], {
      stdio: 'inherit',
      env: {
        PRISMA_SCHEMA_ENGINE_BINARY: engine,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
        ...process.env,
        DB_PROVIDER: provider,
      },
    }).status ?? 1
  )
}
