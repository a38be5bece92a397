import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { runProduct, type Settings, startProduct } from '@/lib/testing/product'
import { describeWithServer } from '@/lib/testing/servers'
import { freePort } from '@/scripts/servers/processes.mjs'

// Each test starts whole processes, several times as slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const masterKey = () => randomBytes(32).toString('base64')

/** Runs the product with these settings and expects it to end with code 1 and this one sentence. */
async function expectRefusal(settings: Settings, sentence: RegExp) {
  const { code, output } = await runProduct(settings)
  expect(output.trim()).toMatch(sentence)
  expect(output.trim().split('\n')).toHaveLength(1)
  expect(code).toBe(1)
}

it('says which port is in use', async () => {
  const port = await freePort()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
  const sentence = `^Port ${port} is in use\\. Stop what uses it, or set PORT to another one\\.$`
  await expectRefusal({ PORT: String(port) }, new RegExp(sentence))
  other.close()
})

it('says that the data folder cannot be written', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'granary-test-')), 'a-file')
  await writeFile(file, '')
  await expectRefusal(
    { DATA_DIR: join(file, 'data') },
    /^The data folder .*a-file\/data cannot be written\. .* set DATA_DIR/,
  )
})

it('says that another process has the data folder', async () => {
  const first = await startProduct()
  await expectRefusal(
    { DATA_DIR: first.dataDir },
    /^Granary already runs on the data folder .* \(process \d+\)\. Stop it/,
  )
  await first.stop()
})

it('says that the master key is not the one that the secrets were encrypted with', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
  await (await startProduct({ DATA_DIR, MASTER_KEY: masterKey() })).stop()
  await expectRefusal(
    { DATA_DIR, MASTER_KEY: masterKey() },
    /^The secrets in this database .* another master key\. Set MASTER_KEY/,
  )
})

it('says that the database holds tables of something else', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
  new Database(join(DATA_DIR, 'granary.db')).exec('CREATE TABLE invoices (id INTEGER)').close()
  await expectRefusal({ DATA_DIR }, /^The database holds tables of something else\. Give Granary an empty database\.$/)
})

it('says that the history of migrations is of another program', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
  await (await startProduct({ DATA_DIR })).stop()
  const database = new Database(join(DATA_DIR, 'granary.db'))
  database.exec("UPDATE _prisma_migrations SET checksum = 'another'").close()
  await expectRefusal({ DATA_DIR }, /^The migration \w+ is not the one that was applied\. Use the release/)
})

it('says that the database file is not a database', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
  await writeFile(join(DATA_DIR, 'granary.db'), 'not a database at all, but long enough to look at '.repeat(40))
  await expectRefusal({ DATA_DIR }, /^The file .*granary\.db is not a database, or is damaged\. Restore it/)
})

it('says that the database file cannot be written', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
  await mkdir(join(DATA_DIR, 'granary.db'))
  await expectRefusal({ DATA_DIR }, /^The database file .*granary\.db cannot be written\./)
})

// What each wrong setting is told lib/env.test.ts tries, without starting anything.
it.each<[Settings, RegExp]>([
  [{ PORT: 'http' }, /^The setting PORT is wrong: it must be a number from 1 to 65535\.$/],
  [{ HOST: '203.0.113.9' }, /^Cannot listen on 203\.0\.113\.9:\d+ .* Check HOST and PORT\.$/],
  [{ ALLOW_PRIVATE_ENDPOINTS: '10.0.0.0/99' }, /^ALLOW_PRIVATE_ENDPOINTS contains "10\.0\.0\.0\/99", which is no host/],
])('refuses the settings %o', expectRefusal)

it('says that no database answers', async () => {
  const address = `127.0.0.1:${await freePort()}`
  await expectRefusal(
    { DATABASE_URL: `postgresql://granary:secret@${address}/granary` },
    new RegExp(`^No database answers at ${address}\\. Start PostgreSQL there, or correct DATABASE_URL\\.$`),
  )
})

await describeWithServer('postgres', 'PostgreSQL', ({ port }) => {
  const url = (user: string, database: string) => `postgresql://${user}@127.0.0.1:${port}/${database}`

  it('refuses a wrong password, and Granary says so without naming it', async () => {
    await expectRefusal(
      { DATABASE_URL: url('with_password:not-this-one', 'postgres') },
      /^PostgreSQL at 127\.0\.0\.1:\d+ refuses the user "with_password" or the password\. Correct them in DATABASE_URL\.$/,
    )
  })

  it('has no such database', async () => {
    await expectRefusal(
      { DATABASE_URL: url('postgres', 'nowhere') },
      /^PostgreSQL at 127\.0\.0\.1:\d+ has no database "nowhere"\. Create it with "createdb nowhere"/,
    )
  })

  it('keeps the check of the master key', async () => {
    const DATABASE_URL = `${url('postgres', 'postgres')}?schema=key_${randomBytes(4).toString('hex')}`
    await (await startProduct({ DATABASE_URL, MASTER_KEY: masterKey() })).stop()
    await expectRefusal(
      { DATABASE_URL, MASTER_KEY: masterKey() },
      /^The secrets in this database were encrypted with another/,
    )
  })
})
