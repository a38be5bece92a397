import { expect, test } from './fixtures'
import { ScriptsPage } from './pages/scripts'

test.use({ settings: { DEMO: '1' } })

const ECHO = `import { type S3Object } from 'windmill-client'

export async function main(file: S3Object, note: string) {
  console.log(note)
  return { key: file.s3 }
}
`

test('a schedule runs with inputs of the form, and a webhook is revoked', async ({ asAdmin: _, page }) => {
  const scripts = new ScriptsPage(page)
  await scripts.create('echo', { text: ECHO })
  await page.getByRole('link', { name: 'Schedule', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'New schedule' })
  await dialog.getByRole('textbox', { name: /^note/ }).fill('nightly')
  await dialog.getByRole('textbox', { name: 'Time zone' }).fill('UTC')
  await dialog.getByRole('button', { name: 'Save schedule' }).click()
  await expect(scripts.argument('file')).toContainText('Choose a file.')
  await dialog.getByRole('button', { name: 'Choose from a storage' }).click()
  await page.getByRole('button', { name: /README/ }).click()
  await page.getByRole('button', { name: 'Choose file' }).click()
  await expect(scripts.argument('file')).toContainText('README.md')
  await dialog.getByRole('textbox', { name: 'When' }).fill('*/10 * * * * *')
  await dialog.getByRole('button', { name: 'Save schedule' }).click()
  await expect(dialog).toBeHidden()
  await page.waitForURL('**/schedules')
  await expect(async () => {
    await page.reload()
    const last = page.getByRole('table', { name: 'Schedules' }).getByRole('link', { name: /^Done/ })
    await last.click({ timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await page.waitForURL('**/runs/*')
  await expect(page.getByRole('status').first()).toContainText('by the schedule u/admin/echo')
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText('nightly')
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('README.md')

  await page.goto('/w/demo/scripts/u/admin/echo')
  await page.getByRole('button', { name: 'Webhook' }).click()
  await page.getByRole('textbox', { name: 'Who calls it' }).fill('CRM')
  await page.getByRole('button', { name: 'Make token' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  const hooks = page.getByRole('list', { name: 'Webhooks' })
  await expect(hooks).toContainText('CRM')
  await expect(hooks).toContainText('Never used')
  await hooks.getByRole('button', { name: 'Revoke CRM' }).click()
  await page.getByRole('button', { name: 'Revoke webhook' }).click()
  await expect(hooks).toBeHidden()
})
