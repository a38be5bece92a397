import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from './migrate'

it('leaves nothing of a migration of SQLite that fails half way', async () => {
  const root = mkdtempSync(join(tmpdir(), 'migrate-'))
  const folder = join(root, 'prisma/sqlite/migrations/1_halts')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), 'CREATE TABLE "Half" (x);\nCREATE TABLE "Half" (x);')
  const file = join(root, 'test.db')
  await expect(migrate(`file:${file}`, root)).rejects.toThrow('"Half" already exists')
  const db = new Database(file)
  expect(db.prepare(`SELECT name FROM sqlite_master WHERE name = 'Half'`).all()).toEqual([])
  expect(db.prepare('SELECT migration_name AS name, logs IS NOT NULL AS told FROM _prisma_migrations').all()).toEqual([
    { name: '1_halts', told: 1 },
  ])
  db.close()
})
