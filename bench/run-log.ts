import { watchMemory } from './machine'
import { type Jobs, timed } from './run-jobs'
import { digits, printTable } from './table'

const LOG_MIB = Math.ceil(200 * Number(process.env.BENCH_SCALE ?? 1))

/** What a script costs that prints without end: time, and memory of the process `pid` that takes its log. */
export async function benchLog(jobs: Jobs, pid: number): Promise<string> {
  const content = `const line = new TextEncoder().encode('x'.repeat(1023) + '\\n')
export function main() {
  for (let n = 0; n < ${LOG_MIB * 1024}; n++) Deno.stdout.writeSync(line)
}`
  const memory = watchMemory(pid)
  const id = await jobs.queue(content)
  const seconds = (await timed(() => jobs.ended(id))) / 1000
  const job = await jobs.get(id)
  const peak = `${digits(memory.stop() / 1e6)} MB`
  return printTable(
    `A log of ${LOG_MIB} MiB`,
    ['whole run', 'MiB/s', 'kept', 'peak memory of the server'],
    [[`${digits(seconds)} s`, digits(LOG_MIB / seconds), `${digits(job.logs.length)} characters`, peak]],
  )
}
