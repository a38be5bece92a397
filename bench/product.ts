import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Settings, startProduct as start } from '@/lib/testing/product'
import { ADMIN, type BenchStorage, prepareWorkspace } from './workspace'

export type Product = { url: string; cookie: string; pid: number; dataDir: string; stop(): Promise<void> }

/** Starts the built product on fresh data with a workspace over these storages and with these settings, and signs its admin in. */
export async function startProduct(storages: BenchStorage[] = [], settings: Settings = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'granary-bench-'))
  await prepareWorkspace(dataDir, storages, settings)
  const product = await start({
    ...settings,
    DATA_DIR: dataDir,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  })
  const { url, pid } = product
  const stop = async () => {
    await product.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url, cookie: await signIn(url), pid, dataDir, stop }
}

/** A token of the admin who is signed in by `cookie`, with all their rights. */
export async function makeToken(url: string, cookie: string): Promise<string> {
  const response = await fetch(`${url}/api/users/tokens/create`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ label: 'bench' }),
  })
  if (!response.ok) throw new Error(await response.text())
  return response.text()
}

async function signIn(url: string): Promise<string> {
  const first = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = await first.json()
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookiesOf(first) },
    body: new URLSearchParams({ csrfToken, ...ADMIN }),
  })
  return cookiesOf(answer)
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
