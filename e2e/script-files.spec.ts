import type { Page } from '@playwright/test'
import { createContainer } from './azure-server'
import { expect, test } from './fixtures'
import { linkPrimaryStorage } from './link-storage'
import { ScriptsPage } from './pages/scripts'
import { createBucket } from './s3-servers'
import { duckdbOn, FILES_IN_TYPESCRIPT, polarsOn } from './script-samples'
import { testPython } from './test-python'

const report = { name: 'report.csv', mimeType: 'text/csv', buffer: Buffer.from('farm,tonnes\nNorth,12\nSouth,7\n') }

/** Puts the workspace's storage there and answers the path of its resource. */
const PLACES: Record<string, (page: Page) => Promise<string>> = {
  'the local disk': async () => 'f/demo/storage',
  async 'a real S3 server'(page) {
    const { endpoint, ...bucket } = orSkip(await createBucket('versitygw'))
    const value = { ...bucket, endPoint: endpoint, useSSL: false, pathStyle: true }
    return linkPrimaryStorage(page, 'bucket', { type: 's3', value })
  },
  async Azurite(page) {
    const value = { ...orSkip(await createContainer()), useSSL: false }
    return linkPrimaryStorage(page, 'container', { type: 'azure_blob', value })
  },
}

function orSkip<T extends object>(found: T | string): T {
  if (typeof found === 'object') return found
  test.skip(true, found)
  throw new Error(found)
}

test.use({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it destructured
  settings: async ({}, use) => {
    const { python } = orSkip(await testPython().then((found) => ('python' in found ? found : found.reason)))
    await use({ DEMO: '1', RUN_PYTHON: python, RUN_PYTHON_UNCONFINED: '1' })
  },
})

/** Gives a new script a file by its form, runs it, and waits for its end. */
async function runWithFile(page: Page, name: string, text: string, language: 'TypeScript' | 'Python') {
  const scripts = new ScriptsPage(page)
  await scripts.create(name, { text, language })
  await scripts.upload('input_file', report)
  await scripts.run()
  await page.waitForURL('**/runs/*')
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 })
}

for (const [place, linkStorage] of Object.entries(PLACES))
  test(`scripts of both languages read and write files on ${place}, and what they return is previewed`, async ({
    asAdmin: _,
    page,
  }) => {
    test.setTimeout(240_000)
    const resource = await linkStorage(page)
    const log = page.getByRole('region', { name: 'Log', exact: true })

    await runWithFile(page, 'files', FILES_IN_TYPESCRIPT, 'TypeScript')
    await expect(log).toContainText('as a stream: farm,tonnes')
    await expect(page.getByText('Read: farm,tonnes')).toBeVisible()

    await runWithFile(page, 'with_polars', polarsOn(resource), 'Python')
    await expect(log).toContainText('tonnes')
    await expect(page.getByRole('grid', { name: 'polars.parquet' })).toContainText('North')

    await runWithFile(page, 'with_duckdb', duckdbOn(resource), 'Python')
    await expect(log).toContainText('tonnes')
    await expect(page.getByRole('grid', { name: 'duckdb.parquet' })).toContainText('North')
  })
