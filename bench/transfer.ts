import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { startVersitygw } from '@/scripts/servers/versitygw.mjs'
import { bytes, drain, seconds } from './bytes'
import { get, post } from './http'
import { watchMemory } from './machine'
import { type Product, startProduct } from './product'
import { s3Client } from './s3-client'
import { digits, printTable } from './table'
import { s3Storage, WORKSPACE } from './workspace'

const BUCKET = 'bench'
const KEY = 'big.bin'

type Subject = { name: string; peer?: string; upload(): Promise<unknown>; download(): Promise<unknown> }
type Measured = { name: string; peer?: string; up: number; down: number; memory: number | null }

/** `size` bytes up and down through the product, against the storage server alone and the disk alone, in one run. */
export async function benchTransfer(size: number): Promise<string> {
  const server = await startVersitygw()
  const disk = await mkdtemp(join(tmpdir(), 'granary-bench-disk-'))
  await mkdir(join(disk, 'storage'))
  const product = await startProduct([
    s3Storage('s3', server, BUCKET),
    { name: 'disk', resourceType: 'filesystem', value: { rootPath: join(disk, 'storage') } },
  ])
  const client = s3Client(server)
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
  const subjects = [
    s3Alone(client, size),
    through(product, 's3', size),
    diskAlone(join(disk, 'raw'), size),
    through(product, 'disk', size),
  ]
  const measured: Measured[] = []
  try {
    for (const subject of subjects) measured.push(await measure(subject, product.pid))
  } finally {
    await Promise.all([product.stop(), server.stop(), rm(disk, { recursive: true, force: true })])
  }
  return report(measured, size)
}

function s3Alone(client: S3Client, size: number): Subject {
  return {
    name: 'versitygw alone',
    upload: () =>
      client.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: bytes(size), ContentLength: size })),
    download: async () => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: KEY }))
      if (!(Body instanceof Readable)) throw new Error('no body')
      return expectSize(drain(Body), size)
    },
  }
}

function diskAlone(path: string, size: number): Subject {
  return {
    name: 'disk alone (write and fsync, read)',
    upload: async () => {
      await pipeline(bytes(size), createWriteStream(path, { flush: true }))
    },
    download: async () => {
      const file = await open(path)
      await expectSize(drain(file.createReadStream({ highWaterMark: 1024 * 1024 })), size)
      await rm(path)
    },
  }
}

function through(product: Product, storage: 's3' | 'disk', size: number): Subject {
  const name = storage === 's3' ? '_default_' : storage
  const route = (verb: string) =>
    `${product.url}/api/w/${WORKSPACE}/job_helpers/${verb}?file_key=product-${KEY}&storage=${name}`
  const headers = { cookie: product.cookie, 'sec-fetch-site': 'same-origin' }
  return {
    name: storage === 's3' ? 'Granary over versitygw' : 'Granary over local disk',
    peer: storage === 's3' ? 'versitygw alone' : 'disk alone (write and fsync, read)',
    upload: () => post(route('upload_s3_file'), { body: bytes(size), size, headers }),
    download: () => expectSize(get(route('download_s3_file'), headers), size),
  }
}

async function measure({ name, peer, upload, download }: Subject, pid: number): Promise<Measured> {
  const memory = watchMemory(pid)
  const up = await seconds(upload)
  const down = await seconds(download)
  const peak = memory.stop()
  return { name, peer, up, down, memory: peer ? peak : null }
}

async function expectSize(total: Promise<number>, size: number): Promise<void> {
  if ((await total) !== size) throw new Error(`expected ${size} bytes, got ${await total}`)
}

function report(measured: Measured[], size: number): string {
  const mb = size / 1e6
  const ratio = (row: Measured, direction: 'up' | 'down') => {
    const peer = measured.find(({ name }) => name === row.peer)
    return peer ? digits(peer[direction] / row[direction]) : '1'
  }
  return printTable(
    `${digits(size / 1e9)} GB up and down, one stream`,
    ['path', 'up MB/s', 'ratio', 'down MB/s', 'ratio', 'server peak memory'],
    measured.map((row) => [
      row.name,
      ...[digits(mb / row.up), ratio(row, 'up'), digits(mb / row.down), ratio(row, 'down')],
      row.memory === null ? '' : `${digits(row.memory / 1e6)} MB`,
    ]),
  )
}
