import { lstatSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { codeOf, isMissing } from './filesystem-errors'
import { NUMBERS_PER_FILE, type StatReply, type StatRequest } from './filesystem-stat-protocol'

// A thread of its own may wait for the disk call by call, which costs a tenth of as many calls through libuv's pool.
parentPort?.on('message', (request: StatRequest) => {
  const reply = answer(request)
  parentPort?.postMessage(reply, 'stats' in reply ? [reply.stats.buffer] : [])
})

function answer({ id, root, names }: StatRequest): StatReply {
  const stats = new BigInt64Array(names.length * NUMBERS_PER_FILE).fill(-1n)
  try {
    for (const [place, name] of names.entries()) stats.set(statOf(`${root}/${name}`), place * NUMBERS_PER_FILE)
    return { id, stats }
  } catch (error) {
    return { id, code: codeOf(error) ?? '', message: error instanceof Error ? error.message : String(error) }
  }
}

function statOf(path: string): bigint[] {
  try {
    const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    return found?.isFile() ? [found.mtimeNs, found.size, found.ino] : []
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
