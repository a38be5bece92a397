import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { asyncBufferFromUrl, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import * as parquet from 'parquet-wasm/esm'
import { httpByteSource } from '@/lib/previews/http-byte-source'
import { wasmDecoder } from '@/lib/previews/parquet/arrow-decoder'
import { openParquet } from '@/lib/previews/parquet/parquet-reader'
import { machine } from './machine'
import { benchFile } from './parquet-file'
import { serveFile } from './range-server'
import { digits, median, printTable } from './table'

const RUNS = 5
const LATENCIES = [0, 20]
const WINDOW = 100

interface Step {
  milliseconds: number
  requests: number
  bytes: number
  ids: string[]
}

/** One reader, opened anew: the first rows, then rows in the middle of the same open file. */
type Subject = (url: string, size: number) => Promise<[Step, Step]>

/**
 * First and middle rows of a large parquet file, with the product's reader and with hyparquet in turn. Runs in Node over
 * the modules that the browser's worker runs; `url` measures a server instead of a plain one of our own.
 */
export async function benchParquet({ url }: { url?: string } = {}): Promise<string> {
  const file = url ? null : await benchFile()
  const wasm = readFileSync(createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm'))
  const began = performance.now()
  parquet.initSync({ module: wasm })
  console.log(
    `${machine()}\nDecoder compiled in ${digits(performance.now() - began)} ms, once per worker, not part of the times below.`,
  )
  const rows: string[][] = []
  for (const latency of url ? [0] : LATENCIES) {
    const server = file && (await serveFile(file, latency))
    const target = url ?? server?.url ?? ''
    rows.push(...(await compare(target, file?.size ?? (await sizeOf(target)), url ? 'as is' : `${latency} ms`)))
    await server?.close()
  }
  return printTable(`${WINDOW} rows of a parquet file, median of ${RUNS}`, HEADINGS, rows)
}

const HEADINGS = ['latency', 'rows', 'ours', 'requests', 'read', 'hyparquet', 'requests', 'read', 'times faster']
const STEPS = ['open, first 100', 'middle 100, open']

async function compare(url: string, size: number, latency: string): Promise<string[][]> {
  const runs: { ours: [Step, Step]; theirs: [Step, Step] }[] = []
  for (let run = 0; run <= RUNS; run++) {
    const ours = await readOurs(url, size)
    const theirs = await readTheirs(url, size)
    // The first run warms up both and is not counted.
    if (run > 0) runs.push({ ours, theirs })
  }
  return STEPS.map((name, step) => {
    const own = summary(runs.map(({ ours }) => ours[step]))
    const other = summary(runs.map(({ theirs }) => theirs[step]))
    if (own.ids !== other.ids) throw new Error(`The two readers disagree about the rows of "${name}".`)
    return [latency, name, ...own.cells, ...other.cells, digits(other.milliseconds / own.milliseconds)]
  })
}

function summary(steps: (Step | undefined)[]) {
  const known = steps.filter((step) => step !== undefined)
  const milliseconds = median(known.map((step) => step.milliseconds))
  const [first] = known
  const cells = [`${digits(milliseconds)} ms`, String(first?.requests ?? 0), `${digits((first?.bytes ?? 0) / 1e6)} MB`]
  return { milliseconds, cells, ids: first?.ids.join() }
}

const readOurs: Subject = async (url, size) => {
  const counting = countingFetch()
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

const readTheirs: Subject = async (url, size) => {
  const counting = countingFetch()
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
function countingFetch() {
  let requests = 0
  let bytes = 0
  const counted: typeof fetch = async (input, init) => {
    requests++
    const response = await fetch(input, init)
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

async function sizeOf(url: string): Promise<number> {
  const response = await fetch(url, { method: 'HEAD' })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return Number(response.headers.get('content-length'))
}
