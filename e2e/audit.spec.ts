import { expect, test } from './fixtures'

test.use({ settings: { DEMO: '1' } })

test('an admin sees who did what, narrows it down, and decides which reads are kept', async ({ asAdmin: _, page }) => {
  await page.goto('/w/demo/explorer/_default_?file=harvest-2025.csv')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  await download

  await page.getByRole('link', { name: 'Audit log' }).click()
  const log = page.getByRole('table', { name: 'Audit log' })
  await expect(log.getByRole('row').nth(1)).toContainText('objects.download')
  await expect(log.getByRole('row').nth(1)).toContainText('harvest-2025.csv')
  await expect(log.getByRole('row').nth(1)).toContainText('admin')
  await expect(log.getByRole('row').nth(1)).toContainText('127.0.0.1')

  await page.getByRole('radio', { name: 'None' }).click()
  await expect(page.getByText('reads of files are not')).toBeVisible()
  await page.getByLabel('Operation').fill('workspaces.edit_audit_reads')
  await expect(log.getByRole('row')).toHaveCount(2)
  await expect(log.getByRole('row').nth(1)).toContainText('level: none')

  await page.getByLabel('Path contains').fill('nowhere')
  await expect(page.getByText('No entry matches')).toBeVisible()

  await page.getByLabel('Path contains').fill('')
  const exported = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).click()
  expect((await exported).suggestedFilename()).toBe('audit-log.csv')

  await page.getByLabel('Operation').fill('')
  await page.getByRole('combobox', { name: 'Scope' }).click()
  await page.getByRole('option', { name: 'Whole instance' }).click()
  await expect(log).toContainText('users.login')
})
