import 'server-only'
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@/lib/errors'
import type { Excess } from './watch-group'

export type FolderLimits = { bytes: number; files: number }
/** `hidden`: some of it cannot be looked at. */
export type FolderUse = { bytes: number; files: number; hidden: boolean }

const INTERVAL_MS = 1000
/** Of the time at most one part in so many goes into looking. */
const REST = 4

/** Looks at what lies in a folder until it is closed, and tells once when that is more than may be. */
export class FolderWatch {
  private timer: NodeJS.Timeout | null
  private isClosed = false

  constructor(
    private readonly folder: string,
    private readonly limits: FolderLimits,
    private readonly onExcess: (excess: Excess) => void,
  ) {
    this.timer = setTimeout(() => void this.look(), INTERVAL_MS)
  }

  close(): void {
    this.isClosed = true
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private async look(): Promise<void> {
    const began = performance.now()
    const { bytes, files, hidden } = await folderUse(this.folder, this.limits)
    if (this.isClosed) return
    if (hidden) return this.tell({ kind: 'hidden', limit: 0 })
    if (bytes > this.limits.bytes) return this.tell({ kind: 'disk', limit: this.limits.bytes })
    if (files > this.limits.files) return this.tell({ kind: 'files', limit: this.limits.files })
    const rest = (performance.now() - began) * REST
    this.timer = setTimeout(() => void this.look(), Math.max(INTERVAL_MS, rest))
  }

  private tell(excess: Excess): void {
    this.close()
    this.onExcess(excess)
  }
}

/** Bytes on the disk and number of what lies in a folder at any depth; stops counting above the limits. Follows no link. */
export async function folderUse(folder: string, limits: FolderLimits): Promise<FolderUse> {
  const use: FolderUse = { bytes: 0, files: 0, hidden: false }
  const waiting = [folder]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    try {
      for await (const entry of await opendir(next)) {
        const path = join(next, entry.name)
        if (entry.isDirectory()) waiting.push(path)
        use.files += 1
        use.bytes += await bytesOf(path)
        if (use.bytes > limits.bytes || use.files > limits.files) return use
      }
    } catch (error) {
      if (isWithheld(error)) return { ...use, hidden: true }
      // Gone meanwhile.
    }
  return use
}

async function bytesOf(path: string): Promise<number> {
  try {
    return (await lstat(path)).blocks * 512
  } catch (error) {
    if (isWithheld(error)) throw error
    return 0 // gone meanwhile
  }
}

/** Such as a right that the script has taken away, or a path that is too long to be opened. What is gone, or no folder any more, hides nothing. */
const isWithheld = (error: unknown) => !['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')
