import { readFile } from 'node:fs/promises'
import { explorerHref, placeOfKey } from '@/lib/objects/explorer-path'
import { readZip } from '@/lib/testing/read-zip'
import { expect, test } from './fixtures'

test.use({ settings: { DEMO: '1' } })

const KEYS = [
  'plain/folder/file.txt',
  'year=2026/month=01/part,1.txt',
  'double//slash.txt',
  'up/../down.txt',
  '../outside.txt',
  'percent%/100%25.txt',
  'a#b/c?d=e&f+g.txt',
  'back\\slash/x.txt',
  ' space /end ',
  'line\nbreak/x.txt',
  'evil\u202egpj.exe',
  'ünïcode/日本語/🌾.txt',
  'folder.rsc/x.txt',
  'trailing/',
]

test.beforeEach(async ({ asAdmin, page, baseURL }) => {
  expect(asAdmin).toBeUndefined()
  for (const key of KEYS) {
    const query = new URLSearchParams({ file_key: key })
    const options = { data: `content of ${key}`, headers: { origin: baseURL ?? '' } }
    const response = await page.request.post(`/api/w/demo/job_helpers/upload_s3_file?${query}`, options)
    expect(response.status(), await response.text()).toBe(200)
  }
})

test('an address opens the file of every key, and a copied key is the key', async ({ page, explorer, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  for (const key of KEYS) {
    await page.goto(explorerHref('demo', placeOfKey('_default_', key)))
    await explorer.panel.getByRole('tab', { name: 'Details' }).click()
    await explorer.panel.getByRole('button', { name: 'Copy key' }).first().click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key)
  }
})

test('folders with difficult names are entered by pressing them, and left by going back', async ({
  page,
  explorer,
}) => {
  await explorer.open('demo')
  for (const [folder, inside] of [
    ['(empty name)', 'slash.txt'],
    ['percent%', '100%25.txt'],
    ['a#b', 'c?d=e&f+g.txt'],
  ] as const) {
    if (folder === '(empty name)') await explorer.enter('double')
    await explorer.enter(folder)
    await expect(explorer.row(inside)).toBeVisible()
    await page.goBack()
    if (folder === '(empty name)') await page.goBack()
    await expect(explorer.row('percent%')).toBeVisible()
  }
})

test('the keyboard alone walks, opens, widens, selects and goes up', async ({ page, explorer }) => {
  await explorer.open('demo', 'plain/folder')
  await expect(explorer.files).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/file=file\.txt$/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/view=full$/)
  await expect(explorer.files).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(explorer.files).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/plain\/folder$/)
  await expect(explorer.panel).toBeHidden()
  await page.keyboard.press('x')
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('All 1 selected')
  await page.keyboard.press('Escape')
  for (const size of ['beside the list', 'in its place']) {
    await page.keyboard.press('Enter')
    await expect(explorer.panel).toBeVisible()
    if (size === 'in its place') await page.keyboard.press('Enter')
    if (size === 'in its place') await expect(explorer.files).toBeHidden()
    await page.getByRole('button', { name: 'Close the file' }).click()
    await expect(explorer.files).toBeFocused()
  }
  await page.keyboard.press('x')
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('All 1 selected')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Backspace')
  await expect(explorer.row('folder')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('zzz')
  await expect(page.getByText('Nothing here starts with "zzz"')).toBeVisible()
})

test('an upload asks before it replaces, and keeps both when told so', async ({ page, explorer }) => {
  await explorer.open('demo', 'plain/folder')
  const file = { name: 'file.txt', mimeType: 'text/plain', buffer: Buffer.from('a newer content') }
  for (const answer of ['Keep both', 'Skip', 'Replace']) {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Upload', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Upload files' }).click()
    await (await chooser).setFiles(file)
    const question = page.getByRole('dialog', { name: 'This file exists already' })
    await question.getByRole('button', { name: answer }).click()
    await expect(question).toBeHidden()
    await expect(explorer.row('file (2).txt')).toBeVisible()
  }
  await expect(page.getByText('1 file uploaded')).toBeVisible()
  await expect(explorer.files.getByRole('row')).toHaveCount(3)
})

test('a file that another tab deleted is told calmly', async ({ page, context, explorer, baseURL }) => {
  await explorer.open('demo', 'plain/folder')
  await explorer.openFile('file.txt')
  await expect(explorer.panel.getByRole('tab', { name: 'Preview' })).toBeVisible()
  const query = new URLSearchParams({ file_key: 'plain/folder/file.txt' })
  await context.request.delete(`/api/w/demo/job_helpers/delete_s3_file?${query}`, {
    headers: { origin: baseURL ?? '' },
  })
  await page.reload()
  await expect(explorer.panel.getByText('This file is not here')).toBeVisible()
  await explorer.panel.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(explorer.panel).toBeHidden()
})

test('a folder and a file come down as one archive', async ({ page, explorer }) => {
  await explorer.open('demo')
  await explorer.select('year=2026')
  await explorer.select('percent%')
  const downloading = page.waitForEvent('download')
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('files.zip')
  const found = await readZip(await readFile(await download.path()))
  expect(found).toEqual({
    'percent%/100%25.txt': 'content of percent%/100%25.txt',
    'year=2026/month=01/part,1.txt': 'content of year=2026/month=01/part,1.txt',
  })
})
