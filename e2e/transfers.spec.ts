import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'
import { linkSecondStorage } from './link-storage'

test.use({ settings: { DEMO: '1' } })

test('files and folders are checked, copied and moved to another storage, and what failed is told', async ({
  asAdmin: _,
  page,
  explorer,
}) => {
  await linkSecondStorage(page, 'archive', { type: 'filesystem', value: { rootPath: 'archive' } })
  await explorer.open('demo')
  const dialog = page.getByRole('dialog')
  const tray = page.getByRole('region', { name: 'Transfers' })

  await test.step('check what a copy would do, then do it', async () => {
    await explorer.select('photos')
    await explorer.select('README.md')
    await page.getByRole('button', { name: 'Copy to…' }).click()
    await dialog.getByRole('combobox', { name: 'Storage' }).click()
    await page.getByRole('option', { name: 'archive' }).click()
    await dialog.getByLabel('Folder', { exact: true }).fill('2025')
    await expect(dialog.getByText('No folder begins with "2025": it will be made.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Check first' }).click()
    await expect(dialog.getByRole('status', { name: 'What would happen' })).toContainText(/files would be copied/)
    await dialog.getByRole('button', { name: /^Copy \d+ files$/ }).click()
    await expect(tray).toContainText('Copied 1 file and 1 folder')
  })

  await test.step('move by keyboard, into a folder that is picked', async () => {
    await page.getByRole('button', { name: 'Clear the selection' }).click()
    await explorer.uploadFile('notes.txt')
    await explorer.select('notes.txt')
    await page.keyboard.press('m')
    await dialog.getByRole('combobox', { name: 'Storage' }).click()
    await page.getByRole('option', { name: 'archive' }).click()
    await dialog.getByRole('button', { name: 'Go into 2025' }).click()
    await dialog.getByRole('button', { name: 'Move here' }).click()
    await expect(tray).toContainText('Moved "notes.txt"')
    await expect(explorer.row('notes.txt')).toHaveCount(0)
    await page.goto('/w/demo/explorer/archive/2025')
    for (const name of ['notes.txt', 'README.md', 'photos']) await expect(explorer.row(name)).toBeVisible()
  })

  await test.step('a file that is gone is told of, and tried again', async () => {
    const started = await page.request.post('/api/w/demo/transfers/create', {
      data: { kind: 'copy', keys: ['README.md', 'gone.txt'], to: 'again/', target: 'archive' },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    const { id } = await started.json()
    await page.goto(`/w/demo/transfers?open=${id}`)
    await expect(dialog.getByRole('table', { name: 'What failed' })).toContainText('There is no object "gone.txt"')
    const download = page.waitForEvent('download')
    await dialog.getByRole('link', { name: 'Download as CSV' }).click()
    expect(await readFile(await (await download).path(), 'utf8')).toContain('gone.txt,,again/gone.txt')
    await explorer.put('demo', 'gone.txt', Buffer.from('back'))
    await dialog.getByRole('button', { name: 'Try those again' }).click()
    const rows = page.getByRole('table', { name: 'Transfers' }).getByRole('row')
    await expect(rows.nth(1)).toContainText('1 file copied, 4 B')
    await expect(rows).toHaveCount(6)
  })
})
