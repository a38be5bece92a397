import { execFile } from 'node:child_process'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as wmill from 'windmill-client'
import { type Product, startProduct } from '@/lib/testing/product'
import { describeWithServer } from '@/lib/testing/servers'

const run = promisify(execFile)

const MIB = 1024 ** 2
const LARGE_BYTES = Number(process.env.GRANARY_LARGE_MIB ?? 3 * 1024) * MIB
const TAIL = 'the end'
/** Parts under way, sockets and what the garbage collector has not looked at yet; the file has twelve times as much. */
const SERVER_GROWTH_BYTES = 256 * MIB
const CLIENT_PEAK_BYTES = 512 * MIB
const TIMEOUT_MS = 900_000

const admin = { email: 'ada@example.com', password: 'a long password' }

let product: Product
let folder: string
let file: string
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  const settings = { DEMO: '1', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password }
  product = await startProduct(settings)
  folder = await mkdtemp(join(tmpdir(), 'granary-large-'))
  file = join(folder, 'large.bin')
  const sparse = await open(file, 'w')
  await sparse.write(TAIL, LARGE_BYTES - TAIL.length)
  await sparse.close()
  const { url } = product
  wmill.setClient('', url)
  const token = await wmill.UserService.login({ requestBody: admin })
  const address = { BASE_URL: url, BASE_INTERNAL_URL: url, WM_BASE_URL: url }
  environment = { ...process.env, ...address, WM_WORKSPACE: 'demo', WM_TOKEN: token }
}, TIMEOUT_MS)
afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true })
})

/** Bytes of memory that the product's process has. */
async function memoryOfProduct(): Promise<number> {
  const pages = Number((await readFile(`/proc/${product.pid}/statm`, 'utf8')).split(' ')[1])
  return pages * 4096
}

/** Runs a client to its end; answers what it told, and how much the product grew meanwhile. */
async function upAndDown(command: string, args: string[], more: Record<string, string> = {}) {
  const before = await memoryOfProduct()
  let most = before
  const watch = setInterval(async () => {
    most = Math.max(most, await memoryOfProduct())
  }, 200)
  try {
    const { stdout } = await run(command, [...args, file], { env: { ...environment, ...more } })
    const { received, tail, peak } = JSON.parse(stdout)
    console.log(
      `${args.at(-1)}: client ${Math.round(peak / MIB)} MiB, server +${Math.round((most - before) / MIB)} MiB`,
    )
    return { received, tail, peak, growth: most - before }
  } finally {
    clearInterval(watch)
  }
}

function expectFlat({ received, tail, peak, growth }: Awaited<ReturnType<typeof upAndDown>>): void {
  expect([received, tail]).toEqual([LARGE_BYTES, TAIL])
  expect(growth).toBeLessThan(SERVER_GROWTH_BYTES)
  expect(peak).toBeLessThan(CLIENT_PEAK_BYTES)
}

describe('3 GiB go up and down with flat memory, of the server and of', () => {
  const script = ['--import', 'tsx', resolve('lib/testing/clients/large-client.mts')]

  it.each(['windmill-client', 'granary-client'])('%s', { timeout: TIMEOUT_MS }, async (name) => {
    expectFlat(await upAndDown(process.execPath, [...script, name]))
  })
})

await describeWithServer(
  'python',
  '3 GiB go up and down with flat memory in Python, of the server and of',
  ({ python }) => {
    const script = resolve('lib/testing/clients/large_client.py')

    it.each(['wmill', 'granary'])('%s', { timeout: TIMEOUT_MS }, async (name) => {
      expectFlat(await upAndDown(python ?? '', [script, name], { PYTHONPATH: resolve('sdk/python/src') }))
    })
  },
)
