import type { Page } from '@playwright/test'
import { expectNoFaults } from './expect-no-faults'
import { expect, test } from './fixtures'
import { PipelinesPage } from './pages/pipelines'
import { ScriptsPage } from './pages/scripts'
import { seedPipelines } from './seed-pipelines'

test.use({ settings: { DEMO: '1' } })

const SPLIT = `import * as wmill from 'windmill-client'
import { type S3Object } from 'windmill-client'

export async function main(file: S3Object) {
  const text = new TextDecoder().decode(await wmill.loadS3File(file))
  const rows = text.trim().split('\\n').slice(1)
  return Promise.all(rows.map((row) => wmill.writeS3File({ s3: 'parts/' + row.split(',')[0] + '.csv' }, row + '\\n')))
}
`
const LABEL = `import * as wmill from 'windmill-client'
import { type S3Object } from 'windmill-client'

export async function main(part: S3Object) {
  const text = new TextDecoder().decode(await wmill.loadS3File(part))
  return wmill.writeS3File({ s3: part.s3.replace('parts', 'labelled') }, 'farm,tonnes\\n' + text)
}
`
const report = {
  name: 'May report.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from('farm,tonnes\nNorth,12\nSouth,7\nWest,3\n'),
}

test('a pipeline is made, run with a file, followed over its files, and run again from its second step', async ({
  asAdmin: _,
  page,
}) => {
  test.setTimeout(180_000)
  const pipelines = new PipelinesPage(page)
  await createScript(page, 'split', SPLIT)
  await createScript(page, 'label', LABEL)

  await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Pipelines' }).click()
  await expect(page.getByText('A pipeline runs scripts one after another')).toBeVisible()
  await page.getByRole('link', { name: 'New pipeline' }).click()
  await pipelines.panel.getByLabel('Name', { exact: true }).first().fill('label_all')
  await pipelines.panel.getByRole('button', { name: 'Add an input' }).click()

  await pipelines.add('Add the first step', 'Run a script')
  await pipelines.pickScript('split')
  await expect(pipelines.panel.getByRole('combobox', { name: 'file comes from' })).toContainText('file')
  await pipelines.add('Add a step after split', 'For each of a list')
  await pipelines.take('The list', /^split/)
  await pipelines.add('Add the first step', 'Run a script')
  await pipelines.pickScript('label')
  await expect(pipelines.panel.getByRole('combobox', { name: 'part comes from' })).toContainText('The item')

  await pipelines.step('label, step c').press('Delete')
  await expect(pipelines.step('For each, step b: The loop has no step yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await pipelines.step('split, step a').press('ArrowDown')
  await expect(pipelines.step('For each, step b')).toBeFocused()
  await pipelines.save()
  await page.waitForURL('**/pipelines/u/admin/label_all')

  const scripts = new ScriptsPage(page)
  await scripts.upload('file', report)
  await scripts.run()
  await page.waitForURL('**/runs/*')
  await expect(page.getByRole('status').getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expect(pipelines.step(/^For each: 3 of 3/)).toBeVisible()
  await expect(pipelines.graph.getByRole('link', { name: /\.csv/ })).toHaveCount(1)
  const files = pipelines.graph.getByRole('button', { name: /^3 files/ })
  await expect(files).toHaveCount(3)

  await pipelines.step(/^label: 3 of 3/).click()
  await expect(pipelines.panel.getByRole('grid', { name: /\.csv$/ })).toContainText('tonnes')

  await pipelines.step(/^For each/).click()
  const before = page.url()
  await pipelines.panel.getByRole('button', { name: 'Run again from here' }).click()
  await page.waitForURL((url) => url.pathname.includes('/runs/') && url.href !== before)
  await expect(pipelines.step(/^split: From the run before/)).toBeVisible()
  await expect(page.getByRole('status').getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await files.last().click()
  await page.getByRole('menuitem', { name: /^North\.csv/ }).click()
  await expect(page.getByRole('grid', { name: 'North.csv' })).toContainText('North')
})

test('a run is cancelled, its drawing says what was cancelled and what was not run, and its pipeline is scheduled, changed, archived and restored', async ({
  asAdmin: _,
  page,
}) => {
  test.setTimeout(180_000)
  const pipelines = new PipelinesPage(page)
  const { running } = await seedPipelines(page)
  await page.goto(`/w/demo/runs/${running}`)
  await expect(pipelines.step(/^check_part: Done/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Cancel run' }).click()
  await expect(page.getByRole('status').getByText('Cancelled', { exact: true })).toBeVisible()
  await expect(pipelines.step(/^Branches: Cancelled/)).toBeVisible()
  await expect(pipelines.step(/^check_part: Cancelled/)).toBeVisible()
  await expect(pipelines.step('report: Not run')).toBeVisible()
  await expectNoFaults(page, 'a run of a pipeline')

  await page.goto('/w/demo/pipelines/u/admin/single')
  await page.getByRole('link', { name: 'Schedule', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'New schedule' })
  await expect(dialog.getByRole('combobox', { name: 'Pipeline' })).toHaveText('u/admin/single')
  await dialog.getByRole('button', { name: 'Choose from a storage' }).click()
  await page.getByRole('button', { name: /README/ }).click()
  await page.getByRole('button', { name: 'Choose file' }).click()
  await dialog.getByRole('button', { name: 'Save schedule' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('link', { name: 'Runs u/admin/single' }).click()
  await page.waitForURL('**/pipelines/u/admin/single')

  await page.getByRole('link', { name: 'Edit' }).click()
  await pipelines.step(/^Branches/).click()
  await pipelines.panel.getByRole('switch', { name: 'Go on when Quick fails' }).click()
  await pipelines.step(/^report/).click()
  await pipelines.panel.getByRole('button', { name: 'Change how it is tried again' }).click()
  await page.getByRole('combobox', { name: 'Try again after a failure' }).click()
  await page.getByRole('option', { name: 'After the same time', exact: true }).click()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(pipelines.panel.getByText('Tried again 3 times after 10 s')).toBeVisible()
  await pipelines.save()
  await page.waitForURL('**/pipelines/u/admin/single')
  const { value } = await (await page.request.get('/api/w/demo/flows/get/u/admin/single')).json()
  expect(value.modules[0].value.branches[0].skip_failure).toBe(true)
  expect(value.modules[1].retry.constant).toEqual({ attempts: 3, seconds: 10 })

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.getByRole('button', { name: 'Archive pipeline' }).click()
  await page.waitForURL('**/pipelines')
  await expect(page.getByRole('link', { name: 'u/admin/single' })).toHaveCount(0)
  await page.getByRole('radio', { name: 'Archived' }).click()
  await page.getByRole('link', { name: 'u/admin/single' }).click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Restore' }).click()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
})

async function createScript(page: Page, name: string, content: string) {
  const origin = new URL(page.url()).origin
  const data = { path: `u/admin/${name}`, content, language: 'bun', summary: '', description: '' }
  const created = await page.request.post('/api/w/demo/scripts/create', { data, headers: { origin } })
  expect(created.status()).toBe(201)
}
