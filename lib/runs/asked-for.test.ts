import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { reloadEnv } from '@/lib/env'
import { saveScriptSettings } from '@/lib/script-settings/save-script-settings'
import { takeShared } from '@/lib/shared'
import { testContext } from '@/lib/testing/context'
import { listen } from '@/lib/testing/listen'
import { type RunLab, startRunLab } from '@/lib/testing/run-lab'
import { testServer } from '@/lib/testing/servers'
import { prepareDeno } from './deno/deno-runtime'
import { ownRegistry } from './deno/deno-way-out'
import { execute, memoryLimit } from './execute'
import { hostPortOf } from './network/way-out'
import { outcomeJson } from './outcome'
import { findSandbox } from './process/sandbox'
import { makeRunFolder, removeRunFolder, runFolder } from './run-folder'
import { RunLog } from './run-log'

vi.setConfig({ testTimeout: 120_000 })

const { server: python, reason } = await testServer('python')
const sandboxed = (await findSandbox()).program !== null
const ASKED = 'localhost'

let lab: RunLab
let site: Awaited<ReturnType<typeof listen>>
let admin: Context

beforeAll(async () => {
  site = await listen(createServer((_, response) => response.end('from the host')))
  lab = await startRunLab({
    ...{ RUN_PYTHON: python?.python ?? '', RUN_PYTHON_UNCONFINED: sandboxed ? '0' : '1' },
    ALLOW_PRIVATE_ENDPOINTS: ASKED,
  })
  admin = await testContext({ username: 'boss', role: 'admin' })
})
afterAll(async () => {
  await lab.close()
  await site.close()
})

const allow = async (settings: { packages?: string[]; hosts?: string[] }) => {
  await saveScriptSettings(admin, { packages: [], hosts: [], ...settings })
}
const message = (result: unknown) => (result as { error: { name: string; message: string } }).error.message

const typescript = (head: string, address: string) =>
  `${head}\nexport const main = async () => (await fetch("${address}")).text()`
const pythonText = (head: string, address: string) =>
  `${head}\nfrom urllib.request import urlopen\ndef main():\n    return urlopen("${address}", timeout=10).read().decode()`

describe.skipIf(!sandboxed)('a host that a script asks for', () => {
  const languages = [['deno', '//', typescript] as const, ...(python ? ([['python3', '#', pythonText]] as const) : [])]

  it('is refused to TypeScript where Deno would look its name up by itself, or finds it by no name', async () => {
    await allow({ hosts: [`${ASKED}:*`, '93.184.216.34'] })
    const bare = await lab.run(typescript('// hosts: 93.184.216.34', 'https://93.184.216.34/'))
    expect(message(bare.result)).toMatch(/reaches no hosts but the API here: it asks for 93\.184\.216\.34/)
    const path = process.env.PATH
    try {
      process.env.PATH = '/nowhere'
      takeShared('sandbox')
      const { result } = await lab.run(typescript(`// hosts: ${ASKED}:${site.port}`, `http://${ASKED}:${site.port}/`))
      expect(message(result)).toMatch(/reaches no hosts but the API here: .*bubblewrap is not installed/)
    } finally {
      process.env.PATH = path
      takeShared('sandbox')
    }
  })

  it('is all that TypeScript reaches besides the API, also if nothing in Deno held it back', async () => {
    await allow({ hosts: [`${ASKED}:*`] })
    const inner = await listen(createServer((_, response) => response.end('from the inside')))
    const content = `// hosts: ${ASKED}:${site.port}
import dns from 'node:dns/promises'
import net from 'node:net'
const tried = async (what) => { try { return await what() } catch (error) { return error.name } }
const dial = (options) => new Promise((resolve, reject) => net.connect(options, () => resolve('reached')).on('error', reject))
export const main = async () => ({
  api: await tried(async () => (await fetch('${lab.place.baseUrl}/api/version')).status),
  asked: await tried(async () => (await fetch('http://${ASKED}:${site.port}/')).text()),
  others: [
    await tried(async () => (await fetch('http://127.0.0.1:${inner.port}/')).text()),
    await tried(async () => (await fetch('http://${ASKED}:${inner.port}/')).text()),
    await tried(() => Deno.connect({ hostname: '127.0.0.1', port: ${inner.port} })),
    await tried(() => Deno.connect({ hostname: '169.254.169.254', port: 80 })),
    await tried(() => dial({ host: '${ASKED}', port: ${inner.port}, family: 6 })),
    await tried(() => dial({ host: '${ASKED}', port: ${inner.port}, family: 4, autoSelectFamily: false })),
    await tried(() => dns.resolve4('example.com')),
    await tried(() => dns.lookup('registry.npmjs.org.')),
  ],
})`
    try {
      const outcome = await runUnbound(content)
      const failed = expect.stringMatching(/Error|Connection|Unreachable/)
      expect(JSON.parse(outcomeJson(outcome))).toEqual({
        ...{ api: 200, asked: 'from the host', others: new Array(8).fill(failed) },
      })
      const bound = await lab.run(content)
      expect(bound.result, bound.logs).toMatchObject({ api: 200, asked: 'from the host' })
      expect(bound.result).toMatchObject({ others: expect.arrayContaining(['NotCapable']) })
    } finally {
      await inner.close()
    }
  })

  it('keeps no script from its end that waits for nothing', async () => {
    const { result } = await lab.run('export const main = () => new Promise(() => undefined)', { timeout: 20 })
    expect(message(result)).toContain('main waits for what never comes')
  })

  it('leaves packages of npm to TypeScript, and their registry to Deno alone', async () => {
    const content = `import pad from "left-pad@1.3.0"
const dial = (port) => async (last) => {
  try { return await Deno.connect({ hostname: '127.0.0.' + last, port }) && 'reached' } catch (error) { return error.name }
}
export const main = async (port: number) => [pad("a", 3), ...await Promise.all([1, 2, 3, 4].map(dial(port)))]`
    const { port } = hostPortOf(ownRegistry() ?? 'https://registry.npmjs.org')
    const { result, logs } = await lab.run(content, { args: { port } })
    expect(result, logs).toEqual(['  a', ...new Array(4).fill('NotCapable')])
  })

  it.each(languages)('%s reaches it where an admin allows it, and nothing else', async (language, sign, text) => {
    const asked = `${sign} hosts: ${ASKED}:${site.port}`
    const address = `http://${ASKED}:${site.port}/`
    await allow({})
    const refused = await lab.run(text(asked, address), { language })
    expect(message(refused.result)).toMatch(/asks for the host localhost:\d+, which is not allowed here\. An admin/)
    await allow({ hosts: [`${ASKED}:*`] })
    const reached = await lab.run(text(asked, address), { language })
    expect(reached.result, reached.logs).toBe('from the host')
    const unasked = await lab.run(text('', address), { language })
    expect(unasked.success, unasked.logs).toBe(false)
  })

  it.skipIf(!python)('an answer that ends with its connection ends for Python, too', async () => {
    const closing = createTcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nto the end')),
    )
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
    const { port } = closing.address() as AddressInfo
    await allow({ hosts: [`${ASKED}:*`] })
    const text = pythonText(`# hosts: ${ASKED}:${port}`, `http://${ASKED}:${port}/`)
    const { result, logs } = await lab.run(text, { language: 'python3', timeout: 20 })
    closing.close()
    expect(result, logs).toBe('to the end')
  })

  it.skipIf(!python)('may be one address with two ports', async () => {
    await allow({ hosts: ['93.184.216.34:*'] })
    const text = '# hosts: 93.184.216.34:8443, 93.184.216.34:9443\ndef main():\n    return 1\n'
    const { result, logs } = await lab.run(text, { language: 'python3' })
    expect(result, logs).toBe(1)
  })

  it.each(languages)('%s does not run with one that leads to an inner address', async (language, sign, text) => {
    await allow({ hosts: ['169.254.169.254', 'metadata.google.internal', '10.0.0.7', `${ASKED}:*`] })
    for (const host of ['169.254.169.254', 'metadata.google.internal', '10.0.0.7']) {
      const { result } = await lab.run(text(`${sign} hosts: ${host}:80`, `http://${host}/`), { language })
      expect(message(result)).toContain(`Granary may not connect to ${host}`)
    }
    // A name that has a private address: this one is permitted no more.
    await withoutPermission(async () => {
      const { result } = await lab.run(text(`${sign} hosts: ${ASKED}:${site.port}`, `http://${ASKED}:${site.port}/`), {
        language,
      })
      expect(message(result)).toContain(`Granary may not connect to ${ASKED}`)
    })
  })
})

/** A script of TypeScript that Deno permits everything. */
async function runUnbound(content: string) {
  const id = 'unbound'
  const log = await RunLog.open({ id: id, attempt: 1 })
  const folder = runFolder({ id, attempt: 1 })
  const { signal } = new AbortController()
  const task = { ctx: lab.owner, content, args: {}, folder, memoryBytes: memoryLimit(), log, signal }
  const prepared = await prepareDeno(task)
  const [deno = '', run = '', ...flags] = prepared.words
  const words = [deno, run, '--allow-all', ...flags.filter((flag) => !/^--(allow|deny)-/.test(flag))]
  await makeRunFolder(folder, prepared.files)
  const environment = { HOME: folder, TMPDIR: folder }
  try {
    return await execute({
      ...{ prepared: { ...prepared, words }, folder, env: environment, timeoutSeconds: 60, log, signal },
      onPeak: () => undefined,
    })
  } finally {
    await prepared.wayOut?.close()
    await removeRunFolder(folder)
    await log.close()
  }
}

/** As on a server that is reached from elsewhere and has no such setting. */
async function withoutPermission(work: () => Promise<void>): Promise<void> {
  const before = { ALLOW_PRIVATE_ENDPOINTS: process.env.ALLOW_PRIVATE_ENDPOINTS, HOST: process.env.HOST }
  Object.assign(process.env, { ALLOW_PRIVATE_ENDPOINTS: '', HOST: '0.0.0.0' })
  reloadEnv()
  try {
    await work()
  } finally {
    process.env.ALLOW_PRIVATE_ENDPOINTS = before.ALLOW_PRIVATE_ENDPOINTS
    if (before.HOST === undefined) delete process.env.HOST
    else process.env.HOST = before.HOST
    reloadEnv()
  }
}

describe.skipIf(!python)(`a package that a script asks for${reason ? ` (left out: ${reason})` : ''}`, () => {
  const run = (content: string) => lab.run(content, { language: 'python3' })

  it('is the one that is ready, whatever version is named, and the log says which', async () => {
    await allow({})
    const job = await run(
      '#requirements:\n#polars==1.2.0\n#wmill\n\nimport polars\ndef main():\n  return polars.__version__',
    )
    expect(job.success, job.logs).toBe(true)
    expect(job.logs).toContain(`polars==1.2.0 is asked for; ${job.result} is ready and used.`)
    expect(job.logs).not.toContain('wmill')
  })

  it('is refused where no admin allows it, and where it is not in the header the script is told how to ask', async () => {
    await allow({ packages: ['other'] })
    const { result } = await run(
      '# /// script\n# dependencies = ["Humanize"]\n# ///\nimport humanize\ndef main(): pass',
    )
    expect(message(result)).toMatch(/asks for the package humanize, which is not allowed here\. An admin/)
    expect(message((await run('import humanize\ndef main(): pass')).result)).toContain(
      'how a script asks for another one',
    )
  })

  it('is installed once where an admin allows it, without one that cannot be found', async () => {
    await allow({ packages: ['humanize', 'granary-nothing-at-all'] })
    const content =
      '# /// script\n# dependencies = ["humanize==4.9.0"]\n# ///\nimport humanize\ndef main(): return humanize.naturalsize(10**6)'
    const first = await run(content)
    expect(first.result, first.logs).toBe('1.0 MB')
    expect(first.logs).toContain('Installing humanize==4.9.0')
    const second = await run(content)
    expect(second.result, second.logs).toBe('1.0 MB')
    expect(second.logs).not.toContain('Installing')
    const missing = await run('#requirements:\n#granary-nothing-at-all\n\ndef main(): pass')
    expect(message(missing.result)).toContain('granary-nothing-at-all could not be installed')
  })
})

it('only admins say what may be asked for', async () => {
  await expect(saveScriptSettings(lab.owner, { packages: ['*'], hosts: [] })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
