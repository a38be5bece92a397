import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { asyncBufferFromUrl, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import * as parquet from 'parquet-wasm/esm'
import { httpByteSource } from '@/lib/previews/http-byte-source'
import { wasmDecoder } from '@/lib/previews/parquet/arrow-decoder'
import { openParquet } from '@/lib/previews/parquet/parquet-reader'
import { benchFile, ROWS } from './parquet-file'
import { startProduct } from './product'
import { digits, median, printTable } from './table'
import { WORKSPACE } from './workspace'

const RUNS = 9
/** Not counted: a server and a reader in use have been compiled long ago. */
const WARM_UP_RUNS = 12
const LATENCIES = [0, 20]
const WINDOW = 100

interface Step {
  milliseconds: number
  requests: number
  bytes: number
  ids: string[]
}

/** `latency` in milliseconds before every request. */
interface Target {
  url: string
  size: number
  latency: number
  headers: Record<string, string>
}

/** One reader, opened anew: the first rows, then rows in the middle of the same open file. */
type Subject = (target: Target) => Promise<[Step, Step]>

/**
 * First and middle rows of a large parquet file on the product's local disk, through the product, with its own reader and
 * with hyparquet in turn. Runs in Node over the modules that the browser's worker runs; latency is added to every request.
 */
export async function benchParquet(): Promise<string> {
  const { path, size } = await benchFile()
  compileDecoder()
  const product = await startProduct([
    { name: 'files', resourceType: 'filesystem', value: { rootPath: dirname(path) } },
  ])
  const url = `${product.url}/api/w/${WORKSPACE}/job_helpers/download_s3_file?file_key=${basename(path)}`
  const rows: string[][] = []
  try {
    for (const latency of LATENCIES)
      rows.push(...(await compare({ url, size, latency, headers: { cookie: product.cookie } })))
  } finally {
    await product.stop()
  }
  const title = `${WINDOW} rows of ${ROWS.toLocaleString('en')} in a parquet file of ${digits(size / 1e6)} MB, median of ${RUNS}`
  return printTable(title, HEADINGS, rows)
}

function compileDecoder(): void {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm'))
  const began = performance.now()
  parquet.initSync({ module: wasm })
  console.log(`Decoder compiled in ${digits(performance.now() - began)} ms: once per worker, not part of the times.`)
}

// Neither reader pays for what the other one left behind.
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const HEADINGS = ['latency', 'rows', 'ours', 'requests', 'read', 'hyparquet', 'requests', 'read', 'times faster']
const STEPS = ['open, first 100', 'middle 100, open']

async function compare(target: Target): Promise<string[][]> {
  const runs: { ours: [Step, Step]; theirs: [Step, Step] }[] = []
  for (let run = -WARM_UP_RUNS; run < RUNS; run++) {
    collectGarbage()
    const ours = await readOurs(target)
    collectGarbage()
    const theirs = await readTheirs(target)
    if (run >= 0) runs.push({ ours, theirs })
  }
  return STEPS.map((name, step) => {
    const own = summary(runs.map(({ ours }) => ours[step]))
    const other = summary(runs.map(({ theirs }) => theirs[step]))
    if (own.ids !== other.ids) throw new Error(`The two readers disagree about the rows of "${name}".`)
    return [`${target.latency} ms`, name, ...own.cells, ...other.cells, digits(other.milliseconds / own.milliseconds)]
  })
}

function summary(steps: (Step | undefined)[]) {
  const known = steps.filter((step) => step !== undefined)
  const milliseconds = median(known.map((step) => step.milliseconds))
  const [first] = known
  const cells = [`${digits(milliseconds)} ms`, String(first?.requests ?? 0), `${digits((first?.bytes ?? 0) / 1e6)} MB`]
  return { milliseconds, cells, ids: first?.ids.join() }
}

const readOurs: Subject = async (target) => {
  const { url, size } = target
  const counting = countingFetch(target)
  const source = httpByteSource({ url, size, etag: null, fetch: counting.fetch })
  const opening = counting.step()
  const reader = await openParquet(source, wasmDecoder(parquet))
  const columns = reader.footer.schema.children.map((_, index) => index)
  const read = async (start: number) => {
    const [ids] = await reader.read({ start, end: start + WINDOW, columns })
    return ids && 'values' in ids ? ids.values.map(String) : []
  }
  const first = opening(await read(0))
  const middle = counting.step()
  return [first, middle(await read(Math.floor(reader.footer.rowCount / 2)))]
}

const readTheirs: Subject = async (target) => {
  const { url, size } = target
  const counting = countingFetch(target)
  const opening = counting.step()
  const file = await asyncBufferFromUrl({ url, byteLength: size, fetch: counting.fetch })
  const metadata = await parquetMetadataAsync(file)
  const read = async (rowStart: number) => {
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd: rowStart + WINDOW })
    return rows.map((row) => String(Object.values(row)[0]))
  }
  const first = opening(await read(0))
  const middle = counting.step()
  return [first, middle(await read(Math.floor(Number(metadata.num_rows) / 2)))]
}

/** A fetch that counts, and steps that tell what was counted since they began. */
function countingFetch({ latency, headers }: Target) {
  let requests = 0
  let bytes = 0
  const counted: typeof fetch = async (input, init) => {
    requests++
    await delay(latency)
    const given = Object.fromEntries(new Headers(init?.headers))
    const response = await fetch(input, { ...init, headers: { ...given, ...headers } })
    bytes += Number(response.headers.get('content-length') ?? 0)
    return response
  }
  const step = () => {
    const before = { requests, bytes, began: performance.now() }
    return (ids: string[]): Step => ({
      milliseconds: performance.now() - before.began,
      requests: requests - before.requests,
      bytes: bytes - before.bytes,
      ids,
    })
  }
  return { fetch: counted, step }
}
