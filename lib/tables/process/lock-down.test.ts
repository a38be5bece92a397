import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { beforeAll, describe, expect, it } from 'vitest'
import { lockDown, startEngine } from './lock-down'

const MIB = 1024 ** 2

let folder: string
let engine: DuckDBConnection

/** Puts the folder into a statement that stands in a table. */
const run = (statement: string) => engine.runAndReadAll(statement.replaceAll('FOLDER', folder))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'granary-lock-'))
  await writeFile(join(folder, 'given.csv'), 'a\n1\n')
  await writeFile(join(folder, 'other.csv'), 'a\n2\n')
  engine = await startEngine()
  const limits = { threads: 2, memoryBytes: 200 * MIB, spillBytes: 50 * MIB }
  await lockDown(engine, { device: join(folder, 'given.csv'), spillFolder: join(folder, 'spill'), limits })
})

describe('a locked engine', () => {
  it('reads the file that it was given', async () => {
    expect((await run(`SELECT * FROM read_csv('FOLDER/given.csv')`)).getRowsJson()).toEqual([['1']])
  })

  it.each([
    [`SELECT * FROM read_text('/etc/passwd')`, 'no file of the system'],
    [`SELECT * FROM read_csv('FOLDER/other.csv')`, 'no neighbour of its file'],
    [`SELECT * FROM 'FOLDER/other.csv'`, 'not by its name alone'],
    [`SELECT * FROM read_csv('FOLDER/given*.csv')`, 'no pattern'],
    [`SELECT * FROM glob('FOLDER/*')`, 'no listing'],
    [`SELECT * FROM read_text('/proc/self/environ')`, 'no environment'],
    [`SELECT * FROM read_blob('/dev/fd/0')`, 'no other descriptor'],
    [`SELECT getenv('PATH')`, 'no variable'],
    [`SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')`, 'no network'],
    [`SELECT * FROM read_parquet('s3://bucket/key')`, 'no bucket'],
    ['INSTALL httpfs', 'no installation'],
    ['LOAD httpfs', 'no extension'],
    [`LOAD 'FOLDER/evil.duckdb_extension'`, 'no library'],
    [`ATTACH 'FOLDER/new.db'`, 'no database'],
    [`ATTACH 'FOLDER/given.csv' (TYPE sqlite)`, 'of no kind'],
    [`COPY (SELECT 1) TO 'FOLDER/written.csv'`, 'no writing'],
    [`COPY (SELECT 1) TO 'FOLDER/given.csv'`, 'not over its file'],
    [`EXPORT DATABASE 'FOLDER/exported'`, 'no export'],
    [`SET enable_external_access = true`, 'no unlocking'],
    [`SET allowed_paths = ['/etc/passwd']`, 'no wider gate'],
    [`SET memory_limit = '10GB'`, 'no higher limit'],
    ['SET threads = 64', 'no more threads'],
    [`SET temp_directory = '/tmp'`, 'no other folder'],
    ['RESET memory_limit', 'not by resetting'],
    [`PRAGMA memory_limit = '10GB'`, 'nor by a pragma'],
    [`CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')`, 'no secret'],
  ])('refuses %s: %s', async (statement) => {
    await expect(run(statement)).rejects.toThrow(
      /Permission Error|Catalog Error|locked|disabled|does not exist|not exist|cannot be/i,
    )
    for (const name of ['written.csv', 'new.db', 'exported']) expect(existsSync(join(folder, name))).toBe(false)
  })

  it('spills what does not fit into memory, within its limit of disk', async () => {
    await expect(
      run(
        `SELECT * FROM (SELECT i, repeat(md5(i::VARCHAR), 4) AS t FROM range(4000000) r(i)) ORDER BY t OFFSET 3999999`,
      ),
    ).rejects.toThrow(/Out of Memory|max_temp_directory_size/)
  })
})
