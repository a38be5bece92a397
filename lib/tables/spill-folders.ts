import 'server-only'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders in which processes put what does not fit into memory, each for one process. */
export class SpillFolders {
  private prepared: Promise<unknown> | null = null

  /** What lies in `folder` is of an earlier run of this server, and goes. */
  constructor(private readonly folder: string) {}

  /** A new folder, which goes when `ended` resolves. */
  async make(ended: Promise<unknown>): Promise<string> {
    this.prepared ??= this.prepare()
    await this.prepared
    const made = await mkdtemp(join(this.folder, 'process-'))
    void ended.then(() => rm(made, { recursive: true, force: true })).catch(() => undefined)
    return made
  }

  private async prepare(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
  }
}
