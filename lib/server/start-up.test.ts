import { mkdtemp, readdir, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { launchProduct, startProduct } from '@/lib/testing/product'

// Each test starts whole processes, several times as slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const ADMIN = { ADMIN_EMAIL: 'ada@example.com', ADMIN_PASSWORD: 'correct horse' }

it('answers 503 on every route until it is ready, and says so on /api/health', async () => {
  const product = await launchProduct({ DEMO: '1' })
  const early = await firstAnswers(product.url, ['/api/health', '/api/users/whoami', '/sign-in'])
  expect(early).toEqual([503, 503, 503])
  await product.ready()
  expect((await fetch(`${product.url}/sign-in`, { redirect: 'manual' })).status).toBeLessThan(400)
  await product.stop()
})

it('tells at the first start how to make the first admin, and where the sample files are', async () => {
  const product = await startProduct({ DEMO: '1' })
  const { output, code } = await product.stop()
  expect(output).toContain(`Granary is ready at ${product.url}\nOpen ${product.url}/setup to make the first admin.\n`)
  expect(output).toContain('The workspace "demo" holds sample files')
  expect(code).toBe(0)
})

it('names the account that the settings make, and at later starts only the address', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
  const first = await (await startProduct({ ...ADMIN, DATA_DIR })).stop()
  expect(first.output).toContain('Sign in as ada@example.com with the password in ADMIN_PASSWORD.')
  expect(first.output).not.toContain(ADMIN.ADMIN_PASSWORD)
  const later = await startProduct({ ...ADMIN, DATA_DIR })
  expect((await later.stop()).output).toBe(`Granary is ready at ${later.url}\n`)
})

it('keeps generated secrets between starts, readable by the owner only', async () => {
  const product = await startProduct()
  const names = await readdir(product.dataDir)
  expect(names).toEqual(expect.arrayContaining(['auth-secret', 'master-key']))
  expect((await stat(join(product.dataDir, 'master-key'))).mode & 0o777).toBe(0o600)
  await product.stop()
})

it('starts again on its data folder after kill -9', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'granary-test-'))
  await (await startProduct({ DATA_DIR })).stop('SIGKILL')
  expect((await (await startProduct({ DATA_DIR })).stop()).code).toBe(0)
})

it('finishes a request that is under way before it ends', async () => {
  const product = await startProduct()
  const upload = slowRequest(`${product.url}/api/auth/signout`)
  await sleep(500)
  const stopped = product.stop()
  await sleep(500)
  const status = await upload.finish()
  expect(status).toBeGreaterThan(0)
  expect((await stopped).code).toBe(0)
})

async function firstAnswers(url: string, paths: string[]): Promise<number[]> {
  for (;;) {
    const responses = await Promise.all(paths.map((path) => fetch(url + path).catch(() => null)))
    const statuses = responses.flatMap((response) => (response ? [response.status] : []))
    if (statuses.length === paths.length) return statuses
    await sleep(10)
  }
}

/** A request whose body is still missing. */
function slowRequest(url: string) {
  const sent = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 8 },
  })
  const status = new Promise<number>((resolve, reject) =>
    sent.on('error', reject).on('response', (response) => resolve(response.resume().statusCode ?? 0)),
  )
  sent.flushHeaders()
  return {
    finish: () => {
      sent.end('a=b&c=de')
      return status
    },
  }
}
