import 'server-only'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { RunStopped } from '@/lib/runs/starter'

const SUFFIXES: Partial<Record<NodeJS.Platform, string>> = { linux: '-glibc' }

/** The Deno that npm installed for this machine. Throws `RunStopped` where it installed none. */
export function findDeno(): string {
  const { platform, arch } = process
  const name = `@deno/${platform}-${arch}${SUFFIXES[platform] ?? ''}`
  const path = resolve('node_modules', name, platform === 'win32' ? 'deno.exe' : 'deno')
  if (existsSync(path)) return path
  throw new RunStopped(
    `TypeScript cannot run here: the npm package ${name} is not installed. Run "npm ci" on the server.`,
  )
}
