import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Locator, Page } from '@playwright/test'
import { startCeph } from '@/scripts/servers/ceph.mjs'
import { seconds } from './bytes'
import { launchChromium } from './chromium'
import { get } from './http'
import { type Product, startProduct } from './product'
import { s3Client } from './s3-client'
import { digits, median, printTable } from './table'
import { s3Storage, WORKSPACE } from './workspace'

const OBJECTS = Number(process.env.BENCH_OBJECTS ?? 100_000)
const FOLDER = 'folder/'
const PAGE = 500
const ROUNDS = 15
const BROWSER_ROUNDS = 5
const PARALLEL = 64

/** Opening a folder of 100,000 objects: the first page over REST and the first rows on screen, against one raw list call. */
export async function benchListing(): Promise<string> {
  const server = await startCeph()
  const client = s3Client(server)
  await fillBucket(client)
  const disk = await mkdtemp(join(tmpdir(), 'granary-bench-folder-'))
  await fillFolder(join(disk, FOLDER))
  const product = await startProduct([
    s3Storage('s3', server, 'bench'),
    { name: 'disk', resourceType: 'filesystem', value: { rootPath: disk } },
  ])
  try {
    const rows = [
      { name: 'Ceph RGW, one raw ListObjectsV2', ms: await milliseconds(() => listRaw(client)) },
      { name: 'Granary over Ceph RGW, first page', ms: await milliseconds(() => listLevel(product, '_default_')) },
      { name: 'Granary over Ceph RGW, rows on screen', ms: await openInBrowser(product, '_default_') },
      { name: 'Granary over local disk, first page', ms: await milliseconds(() => listLevel(product, 'disk')) },
      { name: 'Granary over local disk, rows on screen', ms: await openInBrowser(product, 'disk') },
    ]
    return report(rows)
  } finally {
    await Promise.all([product.stop(), server.stop(), rm(disk, { recursive: true, force: true })])
  }
}

function report(rows: { name: string; ms: number }[]): string {
  const base = rows[0]?.ms ?? 1
  return printTable(
    `First ${PAGE} rows of a folder of ${OBJECTS.toLocaleString('en')} objects, median of ${ROUNDS}`,
    ['path', 'ms', 'ratio'],
    rows.map(({ name, ms }) => [name, digits(ms), digits(ms / base)]),
  )
}

function listRaw(client: S3Client): Promise<unknown> {
  return client.send(new ListObjectsV2Command({ Bucket: 'bench', Prefix: FOLDER, Delimiter: '/', MaxKeys: PAGE }))
}

function listLevel({ url, cookie }: Product, storage: string): Promise<unknown> {
  const query = `prefix=${FOLDER}&max_keys=${PAGE}&storage=${storage}`
  return get(`${url}/api/w/${WORKSPACE}/job_helpers/list_stored_files_paged?${query}`, { cookie })
}

/** Milliseconds from the click on a folder to its first rows, in Chromium. */
async function openInBrowser({ url, cookie }: Product, storage: string): Promise<number> {
  const browser = await launchChromium()
  try {
    const context = await browser.newContext()
    await context.addCookies(cookie.split('; ').map((pair) => toCookie(pair, url)))
    const page = await context.newPage()
    const times: number[] = []
    for (let round = 0; round < BROWSER_ROUNDS; round++) {
      await page.goto(`${url}/w/${WORKSPACE}/explorer/${storage}`)
      const folder = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'folder', exact: true }) })
      await folder.waitFor()
      times.push((await seconds(() => openFolder(page, folder))) * 1000)
    }
    return median(times)
  } finally {
    await browser.close()
  }
}

function toCookie(pair: string, url: string) {
  const [name = '', ...value] = pair.split('=')
  return { name, value: value.join('='), url }
}

async function openFolder(page: Page, folder: Locator): Promise<void> {
  await folder.getByRole('link').dblclick()
  await page.getByRole('link', { name: nameOf(0), exact: true }).waitFor()
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push((await seconds(work)) * 1000)
  return median(times)
}

const nameOf = (i: number) => `object-${String(i).padStart(6, '0')}.csv`

async function fillBucket(client: S3Client): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket: 'bench' }))
  await eachIndex((i) =>
    client.send(new PutObjectCommand({ Bucket: 'bench', Key: FOLDER + nameOf(i), Body: 'a,b\n1,2\n' })),
  )
}

async function fillFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await eachIndex((i) => writeFile(join(folder, nameOf(i)), 'a,b\n1,2\n'))
}

async function eachIndex(work: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < OBJECTS) await work(next++)
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
}
