import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { digits, printTable } from './table'

/** What authorisation costs alone, in a process that does nothing else: no HTTP, no reading. */
export async function benchAuthorize(): Promise<string> {
  const run = promisify(execFile)
  const script = ['--conditions=react-server', '--import', 'tsx', 'bench/authorize-process.ts']
  const { stdout } = await run(process.execPath, script)
  const rows: { name: string; microseconds: number }[] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]')
  return printTable(
    'Authorisation alone, one core, warm',
    ['step', 'microseconds', 'per second'],
    rows.map(({ name, microseconds }) => [name, digits(microseconds), digits(1e6 / microseconds)]),
  )
}
