import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { filesystemStore } from './filesystem'

const KEYS = ['plain', 'folder/plain', 'blob//', 'plain/blob', 'copied', 'removed/plain', 'removed//blob']
const MAX_BYTES = 300_000

/** Writes, copies and removes until it is killed, and says which write of which key was acknowledged. */
async function writeForEver(root: string): Promise<void> {
  const store = filesystemStore({ root })
  await Promise.all(KEYS.map((key) => writeKeyForEver(key)))

  async function writeKeyForEver(key: string): Promise<void> {
    for (let turn = Date.now(); ; turn++) {
      const body = randomBytes(Math.ceil(Math.random() * MAX_BYTES))
      const metadata = { turn: String(turn), md5: createHash('md5').update(body).digest('hex') }
      await store.write(key, Readable.from([body.subarray(0, 100), body.subarray(100)]), {
        contentType: 'x/whole',
        metadata,
      })
      if (key === 'copied') await store.copy?.(key, 'a/copy')
      if (key.startsWith('removed')) await store.remove([key])
      else process.stdout.write(`${JSON.stringify({ key, turn })}\n`)
    }
  }
}

await writeForEver(process.argv[2] ?? '')
