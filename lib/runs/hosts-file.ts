import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/env'

/** A file in the place of `/etc/hosts`, outside of what a script may write. Those with the same lines are one. */
export async function hostsFile(lines: readonly string[]): Promise<string> {
  const text = `${lines.join('\n')}\n`
  const folder = join(env().dataDir, 'cache', 'hosts')
  const path = join(folder, createHash('sha256').update(text).digest('hex').slice(0, 16))
  const draft = `${path}.${randomUUID()}`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(draft, text, { mode: 0o644 })
  await rename(draft, path)
  return path
}
