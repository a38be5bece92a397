import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { launchProduct, startProduct } from '@/lib/testing/product'

// Each test starts whole processes, several times as slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

it.each([0, 400, 1200])(
  'shows no half-made demo after kill -9 %i ms into making it, and completes it at the next start',
  async (ms) => {
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
    const cut = await launchProduct({ DATA_DIR, DEMO: '1' })
    while (!cut.output().includes('Making the demo workspace: about')) await sleep(20)
    await sleep(ms)
    await cut.stop('SIGKILL')
    expect(demoParts(DATA_DIR)).toEqual(expect.toSatisfy((parts) => [0, 5].includes(parts)))

    const product = await startProduct({ DATA_DIR, DEMO: '1' })
    expect(demoParts(DATA_DIR)).toBe(5)
    const files = await readdir(join(DATA_DIR, 'storage/demo'))
    expect(files).toEqual(expect.arrayContaining(['README.md', 'deliveries.parquet', 'harvest-2025.csv', 'photos']))
    expect(await readdir(join(DATA_DIR, 'tmp'))).toEqual([])
    await product.stop()
  },
)

/** How many of workspace, folder, grant, resource and storage there are. */
function demoParts(dataDir: string): number {
  const database = new Database(join(dataDir, 'granary.db'), { readonly: true })
  const counts = ['Workspace', 'Folder', 'FolderGrant', 'Resource', 'StorageSetting'].map((table) =>
    Number(database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()),
  )
  database.close()
  return counts.reduce((sum, count) => sum + count, 0)
}
