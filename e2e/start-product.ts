import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const START_MS = 60_000

export const ADMIN = { email: 'admin@example.com', password: 'correct horse' }

export type Product = { url: string; stop(): Promise<void> }

/** Starts the built product with a data folder of its own. Without settings it has an admin and no demo. */
export async function startProduct(settings: Record<string, string> = {}, port?: number): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'granary-e2e-'))
  const chosen = port ?? (await freePort())
  const url = `http://localhost:${chosen}`
  const child = spawn(process.execPath, ['dist/server.mjs'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(chosen),
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      DEMO: '0',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await ready(url, () => child.exitCode === null)
  const stop = async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url, stop }
}

async function ready(url: string, isAlive: () => boolean): Promise<void> {
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline && isAlive()) {
    const response = await fetch(`${url}/api/health`).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The product did not start. Run "npm run build" first.')
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || !address) throw new Error('There is no free port.')
  return address.port
}
