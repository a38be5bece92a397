import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Product, startProduct } from '@/lib/testing/product'

// Whole processes and gigabytes, several times as slow on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const MIB = 1024 ** 2
const LARGE_BYTES = Number(process.env.GRANARY_LARGE_MIB ?? 512) * MIB
const GROWTH_BYTES = 192 * MIB
const SMALL = 200
const admin = { email: 'ada@example.com', password: 'a long password' }

let folder: string
let product: Product
let settings: Record<string, string>
let token: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'granary-restart-'))
  await mkdir(join(folder, 'from/a'), { recursive: true })
  await mkdir(join(folder, 'to'))
  for (let index = 0; index < SMALL; index++) await writeFile(join(folder, `from/a/small-${index}`), `${index}`)
  const sparse = await open(join(folder, 'from/a/large'), 'w')
  await sparse.write('the end', LARGE_BYTES - 7)
  await sparse.close()
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-restart-data-'))
  settings = { DATA_DIR, DEMO: '1', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password }
  product = await startProduct(settings)
  token = await (await call('/auth/login', admin)).text()
  for (const name of ['from', 'to']) {
    const value = { rootPath: join(folder, name) }
    await call('/w/demo/resources/create', { path: `f/demo/${name}`, resource_type: 'filesystem', value })
  }
  const link = (name: string) => ({ filesystem_resource_path: `$res:f/demo/${name}`, public_resource: true })
  await call('/w/demo/workspaces/edit_large_file_storage_config', {
    large_file_storage: { type: 'FilesystemStorage', ...link('from'), secondary_storage: { to: link('to') } },
  })
})
afterAll(async () => {
  await product.stop('SIGKILL')
  await Promise.all([folder, settings.DATA_DIR ?? folder].map((path) => rm(path, { recursive: true, force: true })))
})

async function call(path: string, body?: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
  const response = await fetch(`${product.url}/api${path}`, init)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

type Told = { status: string; error: string | null; counts: { done: { objects: number } }; flightBytes: number }
const tell = async (id: string): Promise<Told> => (await call(`/w/demo/transfers/get/${id}`)).json()

async function memory(): Promise<number> {
  return Number((await readFile(`/proc/${product.pid}/statm`, 'utf8')).split(' ')[1]) * 4096
}

it('goes on after kill -9 in the middle of a large file, shows nothing half, and stays small in memory', async () => {
  const asked = { kind: 'copy', source: '_default_', target: 'to', prefixes: ['a/'] }
  const { id } = await (await call('/w/demo/transfers/create', asked)).json()
  for (let told = await tell(id); told.flightBytes < LARGE_BYTES / 4; told = await tell(id)) {
    expect(told.status).not.toMatch(/done|failed/)
    await sleep(20)
  }
  await product.stop('SIGKILL')
  const visible = await readdir(join(folder, 'to/a')).catch(() => [])
  expect(visible).not.toContain('large')
  for (const name of visible)
    expect(await readFile(join(folder, 'to/a', name), 'utf8')).toBe(name.slice('small-'.length))

  product = await startProduct(settings)
  const before = await memory()
  let most = before
  for (let told = await tell(id); told.status !== 'done'; told = await tell(id)) {
    expect(told.status).toMatch(/waiting|running/)
    most = Math.max(most, await memory())
    await sleep(50)
  }
  console.log(`${LARGE_BYTES / MIB} MiB copied, server +${Math.round((most - before) / MIB)} MiB`)
  expect((await tell(id)).counts.done.objects).toBe(SMALL + 1)
  expect((await readdir(join(folder, 'to/a'))).length).toBe(SMALL + 1)
  expect((await stat(join(folder, 'to/a/large'))).size).toBe(LARGE_BYTES)
  const copy = await open(join(folder, 'to/a/large'))
  const { buffer } = await copy.read(Buffer.alloc(7), 0, 7, LARGE_BYTES - 7)
  await copy.close()
  expect(`${buffer}`).toBe('the end')
  expect(most - before).toBeLessThan(GROWTH_BYTES)
})
