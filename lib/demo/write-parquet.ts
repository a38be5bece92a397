import 'server-only'
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Writes the sample deliveries as a parquet file at `file`, in a process that ends before this answers. */
export async function writeParquet(file: string, rows: number): Promise<void> {
  const script = join(process.cwd(), 'lib/demo/parquet-process.mjs')
  const child = spawn(process.execPath, [script, file, String(rows)], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV }, // no secrets
  })
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`The sample parquet file could not be written: ${complaint.trim().slice(-500)}`)
}
