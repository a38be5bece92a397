import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { seconds } from './bytes'
import { watchMemory } from './machine'
import { benchFile, ROWS } from './parquet-file'
import { type Product, startProduct } from './product'
import { digits, median, printTable } from './table'
import { WORKSPACE } from './workspace'

const ROUNDS = 3
const KEY = 'orders-20m.parquet'

type Query = {
  name: string
  route: string
  query: Record<string, string> /** What DuckDB alone is asked. */
  sql: string
}

const FILE = "read_parquet('FILE')"

/** The statements that somebody would write by hand for the same answers; ties may come in any order there. */
const QUERIES: Query[] = [
  {
    name: 'sort by a number, first 100',
    ...{ route: 'load_parquet_preview', query: { sort_col: 'price', sort_desc: 'true', limit: '100' } },
    sql: `SELECT * FROM ${FILE} ORDER BY price DESC LIMIT 100`,
  },
  {
    name: 'sort by a text, first 100',
    ...{ route: 'load_parquet_preview', query: { sort_col: 'customer', limit: '100' } },
    sql: `SELECT * FROM ${FILE} ORDER BY customer LIMIT 100`,
  },
  {
    name: 'search a text, first 100 of 2,429',
    ...{ route: 'load_parquet_preview', query: { search_col: 'customer', search_term: 'MER 8999', limit: '100' } },
    sql: `SELECT * FROM ${FILE} WHERE contains(lower(customer), lower('MER 8999')) LIMIT 100`,
  },
  {
    name: 'search a text that is nowhere',
    ...{ route: 'load_parquet_preview', query: { search_col: 'customer', search_term: 'nobody', limit: '100' } },
    sql: `SELECT * FROM ${FILE} WHERE contains(lower(customer), lower('nobody')) LIMIT 100`,
  },
  {
    name: 'count what a search finds',
    ...{ route: 'load_table_count', query: { search_col: 'customer', search_term: 'MER 8999' } },
    sql: `SELECT count(*) FROM ${FILE} WHERE contains(lower(customer), lower('MER 8999'))`,
  },
]

type Measured = { ours: number[]; peer: number[]; memory: number }

/** 20 million rows sorted, searched and counted through the REST API, against DuckDB alone in a Node process of its own. */
export async function benchTables(): Promise<string> {
  const { path } = await benchFile()
  const product = await startProduct([{ name: 'disk', resourceType: 'filesystem', value: { rootPath: dirname(path) } }])
  const peer = await startPeer(path)
  const measured = QUERIES.map((): Measured => ({ ours: [], peer: [], memory: 0 }))
  try {
    const cold = {
      ours: await seconds(() => ask(product, QUERIES[0])),
      peer: await seconds(() => peer.run(QUERIES[0])),
    }
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, query] of QUERIES.entries()) await measure({ product, peer, query, into: measured[i] })
    return report(measured, cold)
  } finally {
    peer.stop()
    await product.stop()
  }
}

type Measuring = { product: Product; peer: Peer; query: Query; into: Measured | undefined }

async function measure({ product, peer, query, into }: Measuring): Promise<void> {
  const memory = tableProcess(product.pid).map(watchMemory)
  into?.ours.push(await seconds(() => ask(product, query)))
  if (into) into.memory = Math.max(into.memory, ...memory.map(({ stop }) => stop()))
  into?.peer.push(await seconds(() => peer.run(query)))
}

async function ask(product: Product, query: Query | undefined): Promise<void> {
  const url = `${product.url}/api/w/${WORKSPACE}/job_helpers/${query?.route}/${KEY}?${new URLSearchParams(query?.query)}`
  const answer = await fetch(url, { headers: { cookie: product.cookie } })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`)
}

type Peer = Awaited<ReturnType<typeof startPeer>>

/** DuckDB with the product's settings of memory and threads, loaded and connected. */
async function startPeer(path: string) {
  const child = fork(new URL('./duckdb-alone.mjs', import.meta.url))
  await once(child, 'message')
  const run = async (query: Query | undefined) => {
    child.send(query?.sql.replace('FILE', path) ?? '')
    const [reply] = await once(child, 'message')
    if (reply.error) throw new Error(reply.error)
  }
  return { run, stop: () => child.kill() }
}

/** The table processes of the product, by Linux's own account. */
function tableProcess(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`))
    .filter((pid) => {
      const [, ppid] = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      return ppid === String(parent)
    })
    .map(Number)
}

function report(measured: Measured[], cold: { ours: number; peer: number }): string {
  const rows = QUERIES.map(({ name }, i) => {
    const { ours = [], peer = [], memory = 0 } = measured[i] ?? {}
    return row(name, median(ours), median(peer), `${digits(memory / 1e6)} MB`)
  })
  return printTable(
    `Tables: ${ROWS.toLocaleString('en')} rows of parquet, median of ${ROUNDS}`,
    ['query', 'Granary', 'DuckDB alone', 'ratio', 'peak memory of the process'],
    [row(`${QUERIES[0]?.name}, first of all`, cold.ours, cold.peer, ''), ...rows],
  )
}

function row(name: string, ours: number, peer: number, memory: string): string[] {
  return [name, `${digits(ours)} s`, `${digits(peer)} s`, digits(ours / peer), memory]
}
