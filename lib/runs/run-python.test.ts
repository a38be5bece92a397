import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { reloadEnv } from '@/lib/env'
import { cancelRun } from '@/lib/runs/cancel-run'
import { takeShared } from '@/lib/shared'
import { performNext, queueText, type RunLab, startRunLab } from '@/lib/testing/run-lab'
import { testServer } from '@/lib/testing/servers'
import { getJob, getJobUpdates } from './get-run'
import { findSandbox } from './process/sandbox'

// The packages of data tools take seconds to load on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const { server, reason } = await testServer('python')
const sandboxed = (await findSandbox()).program !== null

describe.skipIf(!server)(`Python${reason ? ` (left out: ${reason})` : ''}`, () => {
  let lab: RunLab
  beforeAll(async () => {
    const unconfined = sandboxed ? '0' : '1'
    lab = await startRunLab({
      ...{
        RUN_PYTHON: server?.python ?? '',
        RUN_MEMORY_MB: '700',
        RUN_DISK_MB: '60',
        RUN_PYTHON_UNCONFINED: unconfined,
      },
    })
  })
  afterAll(() => lab.close())

  const run = (content: string, options: Parameters<RunLab['run']>[1] = {}) =>
    lab.run(content, { language: 'python3', ...options })

  it('calls main with its arguments by name and in the types that it asks for', async () => {
    const content = `from datetime import datetime
from typing import Optional
import wmill
from wmill import S3Object
async def main(file: S3Object, when: datetime, data: bytes, more: Optional[list[S3Object]] = None, n: int = 3):
    print("hello", file.s3)
    return {"key": file["s3"], "when": when, "size": len(data), "more": more[0].s3, "n": n, "made": S3Object(s3="x.txt")}
`
    const args = { file: { s3: 'a.txt' }, when: '2026-11-27T00:00:00', data: 'AAAA', more: [{ s3: 'b' }], unknown: 1 }
    const job = await run(content, { args })
    expect(job.result, job.logs).toMatchObject({
      ...{ key: 'a.txt', when: '2026-11-27T00:00:00', size: 3, more: 'b', n: 3 },
      made: { s3: 'x.txt' },
    })
    expect(job.logs).toContain('hello a.txt\n')
  })

  it('runs the documented example of Polars and s3fs, and its twin of DuckDB', async () => {
    await lab.stores._default_.write('in/sales.csv', Buffer.from('month,total\njan,3\nfeb,4\n'))
    const content = `import duckdb
import polars as pl
import s3fs
import wmill
from wmill import S3Object
def main(input_file: S3Object):
    bucket = "_default_"
    options = wmill.polars_connection_settings().storage_options
    lazy = pl.scan_csv(f"s3://{bucket}/{input_file['s3']}", storage_options=options)
    frame = lazy.filter(pl.col("total") > 3).collect()
    fs = s3fs.S3FileSystem(**wmill.polars_connection_settings().s3fs_args)
    with fs.open(f"{bucket}/out/sales.parquet", mode="wb") as file:
        frame.write_parquet(file)
    connection = duckdb.connect()
    connection.execute(wmill.duckdb_connection_settings().connection_settings_str)
    rows = connection.execute(f"SELECT month, total FROM 's3://{bucket}/out/sales.parquet'").fetchall()
    wmill.set_state({"rows": rows})
    return [S3Object(s3="out/sales.parquet"), rows, wmill.get_state(), frame]
`
    const { result, logs } = await run(content, { args: { input_file: { s3: 'in/sales.csv' } } })
    const rows = [['feb', 4]]
    const told = [{ s3: 'out/sales.parquet' }, rows, { rows }, [{ month: 'feb', total: 4 }]]
    expect(result, logs).toMatchObject(told)
  })

  const fill = `import time
def main():
  for i in range(10_000):
    with open(f"tmp/{i}", "wb") as file: file.write(b"x" * 5_000_000)
    time.sleep(0.02)`
  const hide = `import os, time
def main():
  os.mkdir("tmp/hidden", 0)
  time.sleep(60)`
  const bomb = 'import os, time\ndef main():\n  while True:\n    os.fork()'
  const cases: [string, string, RegExp][] = [
    ['throws', 'def main():\n  raise RuntimeError("boom")', /RuntimeError: boom.*main\.py", line 2/],
    ['does not parse', 'def main(:\n  pass', /SyntaxError.*main\.py", line 1/],
    ['has no main', 'x = 1', /no function main/],
    ['answers NaN', 'def main():\n  return {"a": [float("nan")]}', /cannot say NaN/],
    ['answers what leads to itself', 'def main():\n  a = []\n  a.append(a)\n  return a', /leads back to itself/],
    ['answers bytes', 'def main():\n  return b"x"', /holds bytes/],
    ['answers 100 MB', 'def main():\n  return "x" * 100_000_000', /95 MiB of JSON/],
    ['ends without an answer', 'import sys\ndef main():\n  sys.exit(0)', /NoResult.*code 0/],
    ['imports what is not there', 'import granary_nothing\ndef main():\n  pass', /no module granary_nothing/i],
    ['lacks an argument', 'def main(a):\n  pass', /missing 1 required.*'a'/],
    ['loops for ever', 'def main():\n  while True: pass', /Timeout.*3 s/],
    ['takes all memory', 'def main():\n  return len(b"x" * (10 << 30))', /OutOfMemory.*700 MiB/],
    ['forks without end', bomb, /TooManyProcesses|OutOfMemory/],
    ['fills the disk', fill, /OutOfDisk.*60 MiB/],
  ]
  it.each(cases)('a script that %s fails with a reason', async (_, content, expected) => {
    const { success, result, logs } = await run(content, { timeout: expected.source.includes('3 s') ? 3 : 20 })
    const { error } = result as { error: { name: string; message: string; stack?: string } }
    expect(success).toBe(false)
    expect(`${error.name}: ${error.message} ${error.stack}`, logs).toMatch(new RegExp(expected.source, 's'))
  })

  it('keeps the beginning and the end of a line of 1 GB, in memory that does not grow with it', async () => {
    const content =
      'import sys\ndef main():\n  for _ in range(1000): sys.stdout.write("y" * 1_000_000)\n  print("last")'
    const before = process.memoryUsage().rss
    let peak = before
    const watching = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 20)
    const { success, logs } = await run(content)
    clearInterval(watching)
    expect(success).toBe(true)
    expect(logs).toMatch(/^(\[granary\].*\n)?y{1000}/)
    expect(logs).toMatch(/characters are left out here\.\ny+last\n$/)
    expect(logs?.length).toBeLessThan(5 * 1024 ** 2)
    expect(peak - before).toBeLessThan(300e6)
  })

  it('loads nothing that an empty script has no use for: each run would wait for it', async () => {
    const slow = [
      'asyncio',
      'dataclasses',
      'datetime',
      'inspect',
      'json',
      're',
      'socket',
      'threading',
      'traceback',
      'typing',
    ]
    const { result, logs } = await run('import sys\ndef main():\n  return list(sys.modules)')
    expect(
      (result as string[]).filter((name) => slow.includes(name)),
      logs,
    ).toEqual([])
  })

  it('calls a main that another function wraps, one that takes all names, and one that is awaited by its type alone', async () => {
    const wrapped = `import functools
def outer(f):
    @functools.wraps(f)
    def inner(*a, **k): return f(*a, **k)
    return inner
@outer
def main(a: bytes, *, b=2): return [len(a), b]`
    const awaited = `class Later:
    def __await__(self):
        yield
        return 7
def main(): return Later()`
    const args = { a: 'AAAA', c: 1 }
    expect((await run(wrapped, { args })).result).toEqual([3, 2])
    expect((await run('def main(a, **rest): return [a, rest]', { args })).result).toEqual(['AAAA', { c: 1 }])
    expect((await run(awaited)).result).toBe(7)
  })

  it('shows the line of an error after the script has left its folder', async () => {
    const content = `import os, traceback
def main():
    os.chdir("/")
    try: raise KeyError("here")
    except KeyError: traceback.print_exc()
    raise ValueError("there")`
    const { result, logs } = await run(content)
    expect(logs).toContain('try: raise KeyError("here")')
    expect(result).toMatchObject({ error: { stack: expect.stringContaining('    raise ValueError("there")') } })
    expect(result).not.toMatchObject({ error: { stack: expect.stringContaining('wrapper') } })
  })

  it.skipIf(!sandboxed)(
    'a sandbox hides the machine: its users, the database, other processes, its network',
    async () => {
      const content = `import os, socket
def tried(what):
    try: return what()
    except Exception as error: return type(error).__name__
def main(data_dir: str):
    return {
        "users": tried(lambda: len(open("/etc/passwd").read())),
        "database": tried(lambda: len(open(data_dir + "/granary.db", "rb").read())),
        "others": [name.rsplit("-", 1)[0] for name in os.listdir(data_dir + "/runs")] == [os.environ["WM_JOB_ID"]],
        "metadata": tried(lambda: socket.create_connection(("169.254.169.254", 80), 1)),
        "processes": len([name for name in os.listdir("/proc") if name.isdigit()]) < 6,
        "written": tried(lambda: open("/usr/x", "w")),
        "keys": sorted(key for key in os.environ if "KEY" in key or "SECRET" in key or "DATABASE" in key),
    }`
      const { result, logs } = await run(content, { args: { data_dir: process.env.DATA_DIR } })
      expect(result, logs).toEqual({
        ...{ users: 'FileNotFoundError', database: 'FileNotFoundError', others: true, metadata: 'OSError' },
        ...{ processes: true, written: 'OSError', keys: [] },
      })
    },
  )

  // Root looks into any folder: with it this is no test that was left out.
  if (process.getuid?.() !== 0)
    it('a folder that cannot be looked into ends a script', async () => {
      expect((await run(hide)).result).toMatchObject({ error: { name: 'OutOfDisk' } })
    })

  it.skipIf(!sandboxed)('a sandbox has no file system in memory that would count for nobody', async () => {
    const content = `import multiprocessing, os
def writes(path):
    try: open(path, "w").close()
    except OSError: return False
    return True
def main():
    multiprocessing.Lock()
    same = {os.stat(path).st_dev for path in (".", "/tmp", "/dev/shm")}
    return [writes("/x"), writes("/dev/x"), writes("/run/x"), writes("/dev/null"), writes("/dev/shm/x"), len(same)]`
    const { result, logs } = await run(content)
    expect(result, logs).toEqual([false, false, false, true, true, 1])
  })

  it.skipIf(!sandboxed).each([
    ['http://198.51.100.7', '198.51.100.7', 80],
    ['http://[2001:db8::7]:8123', '2001:db8::7', 8123],
    ['https://granary.example', 'granary.example', 443],
  ])('reaches the API at %s, and nothing else', async (apiUrl, host, port) => {
    const before = process.env.API_URL
    process.env.API_URL = apiUrl
    reloadEnv()
    const content = `import os, socket, subprocess
def reaches(host, port):
    try: socket.create_connection((host, port), 5).close()
    except OSError as error: return type(error).__name__
    return True
def main(host: str, port: int):
    rights = subprocess.check_output(["sh", "-c", "grep Cap[EPA] /proc/self/status"], text=True).split()
    return [reaches(host, port), reaches("192.0.2.1", 80), reaches(host, port + 1), os.environ["BASE_INTERNAL_URL"], sorted({int(each, 16) for each in rights[1::2]})]`
    try {
      const { result, logs } = await run(content, { args: { host, port } })
      expect(result, logs).toEqual([true, 'OSError', 'ConnectionRefusedError', apiUrl, [0]])
    } finally {
      process.env.API_URL = before
      reloadEnv()
    }
  })

  it('does not run where nothing keeps it from the files of the server, unless it is told to', async () => {
    const before = { ...process.env }
    const settings = async (changes: Record<string, string | undefined>) => {
      Object.assign(process.env, changes)
      reloadEnv()
      takeShared('sandbox')
    }
    try {
      await settings({ PATH: '/nowhere', RUN_PYTHON_UNCONFINED: '0' })
      const { result } = await run('def main():\n  return 1')
      expect(result).toMatchObject({
        error: {
          name: 'NotRun',
          message: expect.stringMatching(/bubblewrap is not installed.*RUN_PYTHON_UNCONFINED=1/),
        },
      })
      await settings({ RUN_PYTHON_UNCONFINED: '1' })
      const job = await run('def main():\n  return 1')
      expect(job.result, job.logs).toBe(1)
      expect(job.logs).toContain('Runs without a sandbox: bubblewrap is not installed.')
    } finally {
      await settings({ PATH: before.PATH, RUN_PYTHON_UNCONFINED: before.RUN_PYTHON_UNCONFINED })
    }
  })

  it('a cancel ends all that it started, and follows no link that it left', async () => {
    const content = `import os, subprocess, time
def main():
    os.symlink("/etc/passwd", "outcome.json")
    subprocess.Popen(["sleep", "1234.5"], start_new_session=True)
    print("begun", flush=True)
    time.sleep(60)`
    const id = await queueText(lab.owner, content, 'python3')
    const performed = performNext()
    const printed = () => getJobUpdates(lab.owner, { id }).then(({ new_logs }) => new_logs)
    await expect.poll(printed, { timeout: 20_000 }).toMatch('begun')
    await cancelRun(lab.owner, { id })
    await performed
    expect(await getJob(lab.owner, { id })).toMatchObject({ status: 'canceled' })
    if (sandboxed) expect(execFileSync('ps', ['ax']).toString()).not.toContain('sleep 1234.5')
  })
})
