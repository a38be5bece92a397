import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWithServer } from '@/lib/testing/servers'
import { runnableExamples } from './examples'
import { type Ground, startGround } from './ground'

const run = promisify(execFile)
const TIMEOUT_MS = 120_000

let ground: Ground
let folder: string

beforeAll(async () => {
  ground = await startGround()
  folder = await mkdtemp(join(tmpdir(), 'granary-packages-'))
})
afterAll(async () => {
  await ground.close()
  await rm(folder, { recursive: true })
})

/** What a running script finds around it. */
const environment = (more: Record<string, string> = {}) => {
  const { baseUrl, workspace } = ground.place
  const address = { BASE_URL: baseUrl, BASE_INTERNAL_URL: baseUrl, WM_BASE_URL: baseUrl }
  return {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH,
    ...address,
    WM_WORKSPACE: workspace,
    WM_TOKEN: ground.tokens.admin,
    ...more,
  }
}

describe('the package for npm', () => {
  const source = resolve('sdk/typescript')
  let installed: string

  beforeAll(async () => {
    installed = join(folder, 'script/node_modules/granary-client')
    await mkdir(installed, { recursive: true })
    const tsc = resolve('node_modules/typescript/bin/tsc')
    await run(process.execPath, [tsc, '-p', source, '--outDir', join(installed, 'dist')])
    await writeFile(join(installed, 'package.json'), await readFile(join(source, 'package.json')))
    await writeFile(join(folder, 'script/package.json'), '{"type":"module"}')
  }, TIMEOUT_MS)

  it('needs no other package', async () => {
    const { dependencies, peerDependencies, license, files } = JSON.parse(
      await readFile(join(source, 'package.json'), 'utf8'),
    )
    expect([dependencies, peerDependencies, license]).toEqual([undefined, undefined, 'Apache-2.0'])
    expect(files).toContain('README.md')
  })

  it('runs the examples of its README as they stand', { timeout: TIMEOUT_MS }, async () => {
    const examples = await runnableExamples(join(source, 'README.md'), 'ts')
    expect(examples.length).toBeGreaterThan(2)
    for (const [index, code] of examples.entries()) {
      const script = join(folder, `script/example-${index}.mjs`)
      await writeFile(script, code)
      const { stdout } = await run(process.execPath, [script], { env: environment() })
      expect(stdout).not.toBe('')
    }
    expect(await ground.stores._default_.head('reports/copy.csv')).toMatchObject({ size: 19, contentType: 'text/csv' })
  })

  it('describes itself so that a program in TypeScript is checked against it', { timeout: TIMEOUT_MS }, async () => {
    const right =
      "import { loadS3File } from 'granary-client'\nexport const f = (): Promise<Uint8Array> => loadS3File('s3:///a')\n"
    const check = async (code: string) => {
      await writeFile(join(folder, 'script/program.ts'), code)
      const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '']
      const tsc = resolve('node_modules/typescript/bin/tsc')
      return run(process.execPath, [tsc, ...options, 'program.ts'], { cwd: join(folder, 'script') })
    }
    await check(right)
    await expect(check(right.replace("'s3:///a'", '42'))).rejects.toMatchObject({ stdout: /TS2345/ })
  })
})

await describeWithServer('python', 'the package for PyPI', ({ python = '' }) => {
  const source = resolve('sdk/python')

  it('runs the examples of its README as they stand', { timeout: TIMEOUT_MS }, async () => {
    const examples = await runnableExamples(join(source, 'README.md'), 'python')
    expect(examples.length).toBeGreaterThan(2)
    for (const code of examples) {
      const { stdout } = await run(python, ['-c', code], { env: environment({ PYTHONPATH: join(source, 'src') }) })
      expect(stdout).not.toBe('')
    }
  })
})

describe('the guide', () => {
  it('shows commands that work', { timeout: TIMEOUT_MS }, async () => {
    await writeFile(join(folder, 'report.csv'), 'month,total\n')
    for (const code of await runnableExamples('docs/sdk.md', 'sh')) {
      const { stdout } = await run('bash', ['-euc', code], { cwd: folder, env: environment() })
      expect(stdout).toContain('month,total')
    }
  })
})
