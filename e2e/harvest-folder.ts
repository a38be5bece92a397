import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const ROWS = 200_000

/** A folder to upload: a table, a parquet file of 200,000 rows and a folder below with a name that needs escaping. */
export async function writeHarvestFolder(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'granary-e2e-')), 'harvest')
  await mkdir(join(folder, 'notes 100%'), { recursive: true })
  await writeFile(join(folder, 'fields.csv'), 'farm,hectares\n"Green Acres, north",12.5\nØstergård,40\n')
  await writeFile(join(folder, 'notes 100%', 'Ernte & Lager.txt'), 'Noted.\n')
  await promisify(execFile)(process.execPath, [
    'lib/demo/parquet-process.mjs',
    join(folder, 'deliveries.parquet'),
    String(ROWS),
  ])
  return folder
}
