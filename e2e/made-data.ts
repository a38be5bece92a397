import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProduct } from './start-product'

/** Data folders as a first start leaves them, to begin a test with: making the demo files takes longer than most tests. */
export interface MadeData {
  /** A new folder for a start with these settings; null where the first start itself is what the test is about. */
  copyFor(settings: Record<string, string>): Promise<string | null>
  remove(): Promise<void>
}

/** Makes each kind of folder once, when the first test asks for it. */
export function madeData(): MadeData {
  const made = new Map<string, Promise<string>>()
  return {
    async copyFor(settings) {
      if ('ADMIN_EMAIL' in settings) return null
      const demo = settings.DEMO ?? '0'
      if (!made.has(demo)) made.set(demo, make(demo))
      const copy = await newFolder()
      await cp((await made.get(demo)) as string, copy, { recursive: true, preserveTimestamps: true })
      return copy
    },
    async remove() {
      for (const folder of made.values()) await rm(await folder, { recursive: true, force: true })
    },
  }
}

async function make(demo: string): Promise<string> {
  const folder = await newFolder()
  await (await startProduct({ DEMO: demo, DATA_DIR: folder })).stop()
  return folder
}

const newFolder = () => mkdtemp(join(tmpdir(), 'granary-e2e-'))
