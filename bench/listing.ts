import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { startCeph } from '@/scripts/servers/ceph.mjs'
import { seconds } from './bytes'
import { get } from './http'
import { startProduct } from './product'
import { s3Client } from './s3-client'
import { digits, median, printTable } from './table'
import { s3Storage, WORKSPACE } from './workspace'

const OBJECTS = 100_000
const FOLDER = 'folder/'
const PAGE = 500
const ROUNDS = 15
const PARALLEL = 64

/** The first page of a folder of 100,000 objects through the product, against one raw list call of the storage server. */
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
  const level = (storage: string) => () =>
    get(
      `${product.url}/api/w/${WORKSPACE}/job_helpers/list_stored_files_paged?prefix=${FOLDER}&max_keys=${PAGE}&storage=${storage}`,
      { cookie: product.cookie },
    )
  const raw = () =>
    client.send(new ListObjectsV2Command({ Bucket: 'bench', Prefix: FOLDER, Delimiter: '/', MaxKeys: PAGE }))
  const rows = [
    { name: 'Ceph RGW, one raw ListObjectsV2', ms: await milliseconds(raw) },
    { name: 'Granary over Ceph RGW, first page', ms: await milliseconds(level('_default_')) },
    { name: 'Granary over local disk, first page', ms: await milliseconds(level('disk')) },
  ]
  await Promise.all([product.stop(), server.stop()])
  await rm(disk, { recursive: true, force: true })
  const base = rows[0]?.ms ?? 1
  return printTable(
    `First ${PAGE} rows of a folder of ${OBJECTS.toLocaleString('en')} objects, median of ${ROUNDS}`,
    ['path', 'ms', 'ratio'],
    rows.map(({ name, ms }) => [name, digits(ms), digits(ms / base)]),
  )
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
