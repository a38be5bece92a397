import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@/scripts/servers/processes.mjs'
import { makeToken, type Product, startProduct } from './product'
import { digits, median, printTable } from './table'
import { WORKSPACE } from './workspace'

const SECONDS = 6
const CONNECTIONS = 32
const ROUNDS = 3
const LISTED = 100

type Subject = { name: string; path: string; headers: Record<string, string> }
type Load = { rate: number; p99: number }
type Measured = Subject & { bytes: number; bare: Load; product: Load }

/**
 * Requests per second and the slowest hundredth of small answers, each against a bare Node HTTP server that answers a constant
 * of as many bytes, in one run.
 */
export async function benchRest(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'granary-bench-rest-'))
  await fill(root)
  const product = await startProduct([{ name: 'disk', resourceType: 'filesystem', value: { rootPath: root } }])
  const bare = await startBare()
  const measured: Measured[] = []
  try {
    for (const subject of await subjectsOf(product)) measured.push(await measure(subject, { product, bare }))
  } finally {
    await Promise.all([product.stop(), bare.stop(), rm(root, { recursive: true, force: true })])
  }
  return printTable(
    `Small REST answers, ${CONNECTIONS} connections, median of ${ROUNDS} runs of ${SECONDS} s`,
    ['request', 'bytes', 'requests/s', 'bare', 'ratio', 'p99', 'bare p99'],
    measured.map(toRow),
  )
}

async function fill(root: string): Promise<void> {
  await mkdir(join(root, 'listed'))
  await writeFile(join(root, 'small.bin'), Buffer.alloc(1024, 'x'))
  for (let i = 0; i < LISTED; i++)
    await writeFile(join(root, 'listed', `file-${String(i).padStart(4, '0')}.csv`), 'a,b')
}

async function subjectsOf({ url, cookie }: Product): Promise<Subject[]> {
  const token = { Authorization: `Bearer ${await makeToken(url, cookie)}` }
  const helpers = `/api/w/${WORKSPACE}/job_helpers`
  const list = `${helpers}/list_stored_files_paged?prefix=listed%2F&max_keys=${LISTED}`
  return [
    { name: 'health', path: '/api/health', headers: {} },
    { name: 'whoami, session', path: '/api/users/whoami', headers: { Cookie: cookie } },
    { name: 'whoami, token', path: '/api/users/whoami', headers: token },
    { name: `list page of ${LISTED} files, token`, path: list, headers: token },
    { name: 'download of 1 KiB, token', path: `${helpers}/download_s3_file?file_key=small.bin`, headers: token },
  ]
}

async function measure(subject: Subject, { product, bare }: { product: Product; bare: Bare }): Promise<Measured> {
  const address = `${product.url}${subject.path}`
  const answer = await fetch(address, { headers: subject.headers })
  const bytes = (await answer.arrayBuffer()).byteLength
  if (!answer.ok) throw new Error(`${subject.name} answered ${answer.status}`)
  const loads: { bare: Load[]; product: Load[] } = { bare: [], product: [] }
  for (let round = 0; round < ROUNDS; round++) {
    loads.bare.push(await load(`${bare.url}?bytes=${bytes}`, {}))
    loads.product.push(await load(address, subject.headers))
  }
  return { ...subject, bytes, bare: middle(loads.bare), product: middle(loads.product) }
}

function middle(loads: Load[]): Load {
  return { rate: median(loads.map(({ rate }) => rate)), p99: median(loads.map(({ p99 }) => p99)) }
}

function toRow({ name, bytes, bare, product }: Measured): string[] {
  const ms = (value: number) => `${digits(value)} ms`
  const ratio = digits(product.rate / bare.rate)
  return [name, digits(bytes), digits(product.rate), digits(bare.rate), ratio, ms(product.p99), ms(bare.p99)]
}

async function load(url: string, headers: Record<string, string>): Promise<Load> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const run = promisify(execFile)
  const { stdout } = await run('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '--latency', ...given, url])
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} did not answer 200:\n${stdout}`)
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]), p99: milliseconds(stdout) }
}

function milliseconds(stdout: string): number {
  const [, value, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? []
  return Number(value) * (unit === 's' ? 1000 : unit === 'us' ? 0.001 : 1)
}

type Bare = Awaited<ReturnType<typeof startBare>>

async function startBare() {
  const port = await freePort()
  const child = fork(new URL('./bare-server.mjs', import.meta.url), [String(port)])
  await once(child, 'message')
  const stop = async () => {
    child.kill()
    await once(child, 'exit')
  }
  return { url: `http://127.0.0.1:${port}/`, stop }
}
