import { expect, test } from './fixtures'
import { ScriptsPage } from './pages/scripts'

test.use({ settings: { DEMO: '1' } })

const COUNT = `import { type S3Object } from 'windmill-client'

/** @param file the table to count */
export async function main(file: S3Object, others: S3Object[], count = 3, dry = false, note?: string) {
  return file
}
`
const report = { name: 'May report.csv', mimeType: 'text/csv', buffer: Buffer.from('farm,tonnes\nNorth,12\nSouth,7\n') }

test('a script is written, told where it is wrong, and asks for what its text takes', async ({ asAdmin: _, page }) => {
  const scripts = new ScriptsPage(page)
  await page.getByRole('link', { name: 'Scripts' }).click()
  await page.getByRole('link', { name: 'New script' }).click()
  await page.getByLabel('Name', { exact: true }).fill('count')
  await scripts.write('const x = 1\nexport function main(file: {')
  await expect(scripts.problems).toContainText('Line 2')
  await scripts.problems.getByRole('button').click()
  await expect(scripts.text).toBeFocused()
  await scripts.write(COUNT)
  await expect(scripts.argument('others')).toBeVisible()
  await expect(scripts.problems).toBeHidden()
  await scripts.save()
  await page.waitForURL('**/scripts/u/admin/count')

  await scripts.run()
  await expect(scripts.argument('file')).toContainText('Choose a file.')
  await scripts.upload('file', report)
  await scripts.argument('others').getByRole('button', { name: 'Choose from a storage' }).click()
  const picker = page.getByRole('dialog')
  await picker.getByRole('button', { name: 'Go into silos' }).click()
  await picker.getByRole('button', { name: 'Up' }).click()
  await picker.getByRole('button', { name: /harvest-2025/ }).click()
  await picker.getByRole('button', { name: /README/ }).click()
  await picker.getByRole('button', { name: 'Choose 2 files' }).click()
  await page.getByRole('textbox', { name: /^count/ }).fill('4')
  await page.getByRole('radio', { name: 'JSON' }).click()
  const inputs = JSON.parse(await page.getByRole('textbox', { name: 'Inputs as JSON' }).inputValue())
  expect(inputs).toEqual({
    ...{ count: 4, dry: false },
    file: { s3: expect.stringMatching(/^windmill_uploads\/upload_\d+_\d+\.csv$/), filename: 'May report.csv' },
    others: ['harvest-2025.csv', 'README.md'].map((s3) => ({ s3, filename: s3 })),
  })
})

test('versions tell what they changed, and an earlier one can be put back', async ({ asAdmin: _, page }) => {
  const scripts = new ScriptsPage(page)
  await scripts.create('twice', { text: 'def main(x: int):\n    return x * 2\n', language: 'Python' })
  await page.getByRole('link', { name: 'Edit' }).click()
  await scripts.write('def main(x: int):\n    return x * 3\n')
  await scripts.save()
  await page.waitForURL('**/scripts/u/admin/twice')
  await page.getByRole('link', { name: 'History' }).click()
  const changes = page.getByRole('region', { name: 'Changes' })
  await expect(changes).toContainText('return x * 2')
  await expect(changes).toContainText('return x * 3')
  await page.getByRole('navigation', { name: 'Versions' }).getByRole('link').nth(1).click()
  await expect(changes).not.toContainText('return x * 3')
  await page.getByRole('link', { name: 'Edit from this version' }).click()
  await expect(scripts.text).toContainText('x * 2')
  await scripts.save()
  await page.waitForURL('**/scripts/u/admin/twice')
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('navigation', { name: 'Versions' }).getByRole('link')).toHaveCount(3)
})

const TOTAL = `import * as wmill from 'windmill-client'
import { type S3Object } from 'windmill-client'

export async function main(file: S3Object, wait = 0) {
  const bytes = await wmill.loadS3File(file)
  console.log('bytes read:', bytes.length)
  if (wait < 0) throw new RangeError('no waiting backwards')
  await new Promise((go) => setTimeout(go, wait * 1000))
  return wmill.writeS3File({ s3: 'sums/total.csv' }, new TextDecoder().decode(bytes) + 'Total,19\\n')
}
`

test('a file is uploaded into a form, and what the run makes of it is previewed', async ({ asAdmin: _, page }) => {
  test.setTimeout(240_000)
  const scripts = new ScriptsPage(page)
  await scripts.create('total', { text: TOTAL })
  await scripts.upload('file', report)
  await scripts.run()
  await page.waitForURL('**/runs/*')
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText('bytes read: 29')
  await expect(page.getByRole('grid', { name: 'total.csv' })).toContainText('Total')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download total.csv' }).click()
  expect((await download).suggestedFilename()).toBe('total.csv')
  await expect(page.getByRole('region', { name: 'Inputs', exact: true })).toContainText('May report.csv')

  await page.getByRole('link', { name: 'Run again with these' }).click()
  await expect(scripts.argument('file')).toContainText('May report.csv')
  await page.getByRole('textbox', { name: /^wait/ }).fill('-1')
  await scripts.run()
  await page.waitForURL('**/runs/*')
  await expect(page.getByRole('region', { name: 'Error', exact: true })).toContainText(
    'RangeError: no waiting backwards',
  )
  await page.getByRole('link', { name: 'Line 7 of the script' }).click()
  await expect(scripts.text).toBeFocused()
  await page.goBack()

  await page.getByRole('link', { name: 'Run again with these' }).click()
  await page.getByRole('textbox', { name: /^wait/ }).fill('600')
  await scripts.run()
  await page.waitForURL('**/runs/*')
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText('bytes read')
  await page.getByRole('button', { name: 'Cancel run' }).click()
  await expect(page.getByText('Cancelled by admin')).toBeVisible()

  await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Runs' }).click()
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row')).toContainText([
    'State',
    'Cancelled',
    'Failed',
    'Done',
  ])
})

test('a ready script is looked for, looked at and taken', async ({ asAdmin: _, page }) => {
  const scripts = new ScriptsPage(page)
  await page.goto('/w/demo/scripts/new')
  await page.getByRole('button', { name: 'Start from a ready script' }).click()
  const hub = page.getByRole('dialog')
  await hub.getByRole('searchbox', { name: 'Search ready scripts' }).fill('polars s3fs lazily')
  await hub.getByRole('button', { name: /Polars on a storage/ }).click()
  await expect(hub.getByRole('region', { name: 'Text of the ready script' })).toContainText('storage_options')
  await hub.getByRole('button', { name: 'Use this script' }).click()
  await expect(scripts.text).toContainText('def main(input_file: S3Object)')
  await scripts.save()
  await page.waitForURL('**/scripts/u/admin/polars_on_a_storage')
  await expect(scripts.argument('input_file')).toBeVisible()
})
