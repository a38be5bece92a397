import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { startVersitygw } from '@/scripts/servers/versitygw.mjs'
import { seconds } from './bytes'
import { bucketSubject, diskSubject, type EndpointSubject } from './endpoint-subjects'
import { watchMemory } from './machine'
import { makeToken, type Product, startProduct } from './product'
import { s3Client } from './s3-client'
import { digits, printTable } from './table'
import { s3Storage, WORKSPACE } from './workspace'

const BUCKET = 'bench'
// A hundredth of it says whether it runs, not how fast anything is.
const SCALE = Number(process.env.BENCH_SCALE ?? 1)
const BIG_BYTES = Math.round(2 ** 30 * SCALE)
// Memory is flat where this needs no more than a big one.
const BIGGER_BYTES = 4 * BIG_BYTES
const SMALL_BYTES = 1024
const SMALL_OBJECTS = Math.round(10_000 * SCALE)
const LISTED = Math.round(100_000 * SCALE)
const PARALLEL = 32

type Figures = { putBig: number; getBig: number; putSmall: number; getSmall: number; list: number }
type Measured = {
  subject: EndpointSubject
  figures: Figures
  memory: { big: number; bigger: number; small: number } | null
  requests: number | null
  bytes: number
}

/** The S3 endpoint over local disk and over S3, against a real S3 server over the same disk and against the disk alone, in one run. */
export async function benchEndpoint(): Promise<string> {
  const server = await startVersitygw()
  const root = await mkdtemp(join(tmpdir(), 'granary-bench-endpoint-'))
  await mkdir(join(root, 'storage'))
  await s3Client(server).send(new CreateBucketCommand({ Bucket: BUCKET }))
  for (const folder of [join(root, 'storage'), join(root, 'raw'), join(server.dataFolder, BUCKET)]) await fill(folder)
  const product = await startProduct([
    s3Storage('s3', server, BUCKET),
    { name: 'disk', resourceType: 'filesystem', value: { rootPath: join(root, 'storage') } },
  ])
  const alone = { name: 'versitygw alone' }
  const measured: Measured[] = []
  try {
    const endpoint = s3Client(await endpointOf(product))
    const over = (storage: string, more: Pick<EndpointSubject, 'name' | 'peer'>) =>
      bucketSubject(endpoint, storage, { ...more, pid: product.pid })
    for (const subject of [
      diskSubject(join(root, 'raw')),
      bucketSubject(s3Client(server), BUCKET, alone),
      over('disk', { name: 'Granary over local disk', peer: alone.name }),
      over('_default_', { name: 'Granary over versitygw', peer: alone.name }),
    ])
      measured.push(await measure(subject))
  } finally {
    await Promise.all([product.stop(), server.stop(), rm(root, { recursive: true, force: true })])
  }
  return report(measured)
}

async function endpointOf({ url, cookie }: Product) {
  const token = await makeToken(url, cookie)
  const dot = token.lastIndexOf('.')
  const endpoint = `${url}/api/w/${WORKSPACE}/s3_proxy`
  return { endpoint, accessKey: token.slice(0, dot), secretKey: token.slice(dot + 1) }
}

async function fill(root: string): Promise<void> {
  await mkdir(join(root, 'listed'), { recursive: true })
  await eachOf(LISTED, (i) => writeFile(join(root, 'listed', `object-${String(i).padStart(6, '0')}`), 'x'))
}

async function measure(subject: EndpointSubject): Promise<Measured> {
  const before = subject.requests?.() ?? null
  const figures = { putBig: 0, getBig: 0, putSmall: 0, getSmall: 0, list: 0 }
  const small = (i: number) => `small/${subject.name}/${i}`
  const big = `${subject.name}.bin`
  const bigPeak = await peakOf(subject, async () => {
    figures.putBig = await seconds(() => subject.put(big, BIG_BYTES))
    figures.getBig = await seconds(() => expectNumber(subject.get(big), BIG_BYTES))
  })
  const smallPeak = await peakOf(subject, async () => {
    figures.putSmall = await seconds(() => eachOf(SMALL_OBJECTS, (i) => subject.put(small(i), SMALL_BYTES)))
    figures.getSmall = await seconds(() =>
      eachOf(SMALL_OBJECTS, (i) => expectNumber(subject.get(small(i)), SMALL_BYTES)),
    )
    figures.list = await seconds(() => expectNumber(subject.list('listed/'), LISTED))
  })
  const requests = before === null ? null : (subject.requests?.() ?? 0) - before
  const bytes = 2 * (BIG_BYTES + SMALL_OBJECTS * SMALL_BYTES)
  const biggerPeak = await peakOf(subject, async (pid) => {
    if (pid === undefined) return
    await subject.put(big, BIGGER_BYTES)
    await expectNumber(subject.get(big), BIGGER_BYTES)
  })
  const memory = subject.pid === undefined ? null : { big: bigPeak, bigger: biggerPeak, small: smallPeak }
  return { subject, figures, memory, requests, bytes }
}

/** The most resident memory of the subject's process during some work, in bytes; 0 for a subject that is no process of its own. */
async function peakOf({ pid }: EndpointSubject, work: (pid: number | undefined) => Promise<void>): Promise<number> {
  const memory = pid === undefined ? null : watchMemory(pid)
  try {
    await work(pid)
  } finally {
    memory?.stop()
  }
  return memory?.stop() ?? 0
}

async function eachOf(count: number, work: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
}

async function expectNumber(found: Promise<number>, expected: number): Promise<void> {
  const number = await found
  if (number !== expected) throw new Error(`expected ${expected}, got ${number}`)
}

const MEMORY = ['peak memory', 'at four times the size', 'with small objects']

function report(measured: Measured[]): string {
  const mb = BIG_BYTES / 1e6
  return printTable(
    `S3 endpoint: ${digits(mb / 1e3)} GB, ${digits(SMALL_OBJECTS)} objects of ${SMALL_BYTES} bytes at ${PARALLEL} at once, a list of ${digits(LISTED)} keys`,
    ['path', 'PUT MB/s', 'GET MB/s', 'PUT/s', 'GET/s', 'list', 'requests', 'bytes', ...MEMORY],
    measured.map(({ subject, figures, memory, requests, bytes }) => [
      subject.name,
      ...rates(figures, mb).map((rate, i) => withRatio(rate, peerRate(measured, subject, mb, i))),
      `${digits(figures.list)} s${ratioText(peerOf(measured, subject)?.figures.list, figures.list)}`,
      requests === null ? '' : digits(requests),
      `${digits(bytes / 1e6)} MB`,
      ...(['big', 'bigger', 'small'] as const).map((of) => (memory ? `${digits(memory[of] / 1e6)} MB` : '')),
    ]),
  )
}

const rates = ({ putBig, getBig, putSmall, getSmall }: Figures, mb: number) => [
  ...[mb / putBig, mb / getBig, SMALL_OBJECTS / putSmall, SMALL_OBJECTS / getSmall],
]

const peerOf = (measured: Measured[], { peer }: EndpointSubject) =>
  measured.find(({ subject }) => subject.name === peer)

function peerRate(measured: Measured[], subject: EndpointSubject, mb: number, i: number): number | undefined {
  const peer = peerOf(measured, subject)
  return peer && rates(peer.figures, mb)[i]
}

const withRatio = (rate: number, peer: number | undefined) => `${digits(rate)}${ratioText(rate, peer)}`

/** How many times as fast as the peer, in brackets. */
function ratioText(a: number | undefined, b: number | undefined): string {
  return a === undefined || b === undefined ? '' : ` (${digits(a / b)})`
}
