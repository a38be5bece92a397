import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

test.use({ settings: { DEMO: '1' } })

/** Makes a link to the file that is open. Answers its address and its password. */
async function shareOpenFile(page: Page, limit: string): Promise<{ url: string; password: string }> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Generate' }).click()
  const password = await dialog.getByLabel('Password').inputValue()
  await dialog.getByLabel('Downloads at most').fill(limit)
  await dialog.getByLabel('For whom').fill('The mill')
  await dialog.getByRole('button', { name: 'Make link' }).click()
  const url = (await dialog.locator('code').first().textContent()) ?? ''
  return { url, password }
}

test('somebody without an account downloads a shared file, until the link is taken back', async ({
  asAdmin: _,
  page,
  browser,
}) => {
  await page.goto('/w/demo/explorer/_default_?file=README.md')
  const { url, password } = await shareOpenFile(page, '2')
  await expect(page.getByRole('dialog')).toContainText('0 of 2 downloads')

  // Without scripts, as the page must work without them.
  const stranger = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await stranger.goto(url)
  await expect(stranger.getByRole('heading', { name: 'README.md' })).toBeVisible()
  await stranger.getByLabel('Password', { exact: true }).fill('not the password')
  await stranger.getByRole('button', { name: 'Download' }).click()
  await expect(stranger.getByRole('alert')).toContainText('not the password of this link')

  await stranger.getByLabel('Password', { exact: true }).fill(password)
  const download = stranger.waitForEvent('download')
  await stranger.getByRole('button', { name: 'Download' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('README.md')
  expect(await readFile(await file.path(), 'utf8')).toContain('These files are invented')

  await page.goto('/w/demo/share-links')
  const row = page.getByRole('table', { name: 'Share links' }).getByRole('row').nth(1)
  await expect(row).toContainText('The mill')
  await expect(row).toContainText('1 of 2 downloads')
  await row.getByRole('button', { name: /^Take back/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText('Nothing is shared')).toBeVisible()

  await stranger.goto(url)
  await expect(stranger.getByText('This link was taken back')).toBeVisible()
})
