import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { recordWebm, silentWav } from './media-samples'

const golden = (name: string) => readFile(`lib/previews/files/${name}`)

test.use({ settings: { DEMO: '1' } })

test.beforeEach(async ({ asAdmin: _, explorer }) => {
  await explorer.open('demo')
})

test('files of every bad kind open with a sentence, and the page stays alive', async ({ page, explorer }) => {
  const files: [name: string, content: Buffer, sentence: string | RegExp][] = [
    ['fake.parquet', await golden('fake.parquet'), /The name says this is Parquet, but the content is/],
    ['truncated.parquet', await golden('truncated.parquet'), 'it was cut off'],
    ['footer-of-1gb.parquet', await golden('footer-of-1gb.parquet'), 'claims a footer of 1,000,000,000 bytes'],
    ['encrypted.parquet', await golden('encrypted.parquet'), /encrypted/],
    ['empty.parquet', Buffer.alloc(0), 'This file is empty'],
    ['utf16.csv', await golden('utf16le.csv'), 'UTF-16'],
    ['nul.csv', await golden('nul.csv'), '␀'],
    ['one-line.csv', Buffer.alloc(50_000_000, 'grain,'), /longer than 2 MiB and shown cut/],
    ['broken.json', Buffer.from('{"a": oops}'), /not valid JSON: line 1, column 7/],
    ['photo.png', Buffer.from('\x89PNG\r\n\x1a\nnothing more', 'latin1'), 'This browser cannot show this picture'],
    [
      'film.mov',
      Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  nothing more'),
      'This browser cannot play this file: a QuickTime film',
    ],
    ['report.pdf', Buffer.from('%PDF-1.7\nnothing more'), 'This PDF is damaged'],
    ['photo\u202egnp.exe', Buffer.from('MZ\x90\0\x03\0\0\0'), /This is a Windows program/],
    ['🌾 #1 100%.txt', Buffer.from('wheat'), 'wheat'],
    ['up..', Buffer.from('two dots'), 'two dots'],
  ]
  for (const [name, content] of files) await explorer.put('demo', `hostile/${name}`, content)
  for (const [name, , sentence] of files) {
    await test.step(name, async () => {
      await explorer.openKey('demo', `hostile/${name}`)
      await expect(explorer.panel).toContainText(sentence)
    })
  }
  await explorer.open('demo', 'hostile/')
  await expect(explorer.files.getByRole('row')).not.toHaveCount(0)
  await explorer.put('demo', 'hostile/../up.txt', Buffer.from('one level up'))
  await page.reload()
  await explorer.enter('..')
  await explorer.openFile('up.txt')
  await expect(explorer.panel).toContainText('one level up')
})

test('a drawing with a script in it is shown, runs nothing and reaches nothing', async ({
  page,
  product,
  explorer,
}) => {
  const target = `${product.url}/api/users/whoami?from=drawing`
  const script = `
    const root = document.documentElement
    fetch('${target}', { credentials: 'include' }).then(() => root.dataset.ran = 'reached', () => root.dataset.ran = 'refused in ' + self.origin)`
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><script>${script}</script><rect width="40" height="30"/></svg>`
  await explorer.put('demo', 'hostile/drawing.svg', Buffer.from(drawing))
  const asked: string[] = []
  page.context().on('request', (request) => request.url() === target && asked.push(request.url()))

  await explorer.openKey('demo', 'hostile/drawing.svg')
  await expect(explorer.panel.getByText('40 × 30 px')).toBeVisible()
  await expect(explorer.panel.getByText(/1 request/)).toBeVisible()
  expect(asked).toEqual([])

  const address = await explorer.panel.getByRole('img', { name: 'drawing.svg' }).getAttribute('src')
  expect(address).toMatch(/^data:image\/svg\+xml;base64,/)
  const tab = await page.context().newPage()
  await tab.goto(String(address))
  await expect(tab.locator('svg')).toHaveAttribute('data-ran', 'refused in null')
})

test('a preview says what it cost, and reads a small file once', async ({ page, explorer }) => {
  const rows = Array.from({ length: 1000 }, (_, row) => `${row},field ${row},${row * 3}`)
  await explorer.put('demo', 'costs/rows.csv', Buffer.from(['id,name,sum', ...rows].join('\n')))
  await explorer.put('demo', 'costs/bytes.bin', Buffer.alloc(3000, '\x00\x01\xff', 'latin1'))
  await explorer.put('demo', 'costs/sound.wav', silentWav(10))
  await explorer.put('demo', 'costs/film.webm', await recordWebm(page))

  await explorer.openKey('demo', 'costs/rows.csv')
  const foot = explorer.panel.locator('footer')
  await expect(foot).toContainText(/1,000 rows.*18\.4 kB of 18\.4 kB · 1 request · [1-9]\d* ms/)
  await explorer.openKey('demo', 'costs/bytes.bin')
  await expect(foot).toContainText(/3\.0 kB of 3\.0 kB · 1 request · [1-9]\d* ms/)

  await explorer.openKey('demo', 'costs/sound.wav')
  await expect(foot).toContainText('0:10')
  await expect(foot).toContainText(/164 kB read, some twice, of 160 kB · [2-9] requests · [1-9]\d* ms/)
  await explorer.openKey('demo', 'costs/film.webm')
  await expect(foot).toContainText(/([\d.]+ kB) of \1 · 1 request · [1-9]\d* ms/)
  const playing = explorer.panel.locator('video')
  await playing.evaluate((video: HTMLVideoElement) => video.play())
  await expect.poll(() => playing.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0)
})

test('a parquet file has one row of tabs, details last; the choice holds from file to file', async ({ explorer }) => {
  const tabs = () => explorer.panel.getByRole('tab').allTextContents()
  await explorer.openFile('deliveries.parquet')
  await expect(explorer.panel.getByRole('tab', { name: 'Row groups' })).toBeVisible()
  expect(await tabs()).toEqual(['Rows', 'Schema', 'Row groups', 'Details'])
  await expect(explorer.panel.getByRole('tablist')).toHaveCount(1)
  await explorer.panel.getByLabel('Go to row').fill('500,000')
  await explorer.panel.getByLabel('Go to row').press('Enter')
  await expect(explorer.panel.getByRole('rowheader', { name: '500,000', exact: true })).toBeVisible()
  await explorer.panel.getByRole('tab', { name: 'Details' }).click()
  await expect(explorer.panel.getByLabel('Go to row')).toBeHidden()
  await explorer.openFile('harvest-2025.csv')
  await expect(explorer.panel.getByText('ETag')).toBeVisible()
  await expect.poll(tabs).toEqual(['Preview', 'Details'])
  await explorer.panel.getByRole('tab', { name: 'Preview' }).click()
  await expect(explorer.panel.getByRole('grid')).toBeVisible()
})

test('a reader that dies takes nothing with it: a sentence, Retry, and the rows are there again', async ({
  page,
  explorer,
}) => {
  await explorer.openFile('deliveries.parquet')
  await expect(explorer.panel.getByRole('gridcell', { name: 'Hof Ahrens' }).first()).toBeVisible()
  await killWorkers(page)
  await explorer.panel.getByLabel('Go to row').fill('900000')
  await explorer.panel.getByLabel('Go to row').press('Enter')
  const note = explorer.panel.getByRole('alert')
  await expect(note).toContainText('The reader of this file stopped')
  await note.getByRole('button', { name: 'Retry' }).click()
  await expect(note).toBeHidden()
  const row = explorer.panel
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: '900,000', exact: true }) })
  await expect(row.getByRole('gridcell').first()).toHaveText(/\S/)
})

/** What the browser does to a worker that runs out of memory: it ends with an error that nobody caught. */
async function killWorkers(page: Page) {
  expect(page.workers().length).toBeGreaterThan(0)
  for (const worker of page.workers())
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('out of memory')
      })
    })
  await expect.poll(() => page.workers().length).toBe(0)
}
