import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'
import { bytes, drain } from './bytes'

/** Something that keeps objects, driven in the same way as the others. `pid` is the process whose memory is watched. */
export type EndpointSubject = {
  name: string
  peer?: string
  pid?: number
  /** How many requests were sent so far, each attempt counted. */
  requests?(): number
  put(key: string, size: number): Promise<unknown>
  /** Answers how many bytes came. */
  get(key: string): Promise<number>
  /** Answers how many objects lie below a prefix. */
  list(prefix: string): Promise<number>
}

/** A bucket behind the AWS SDK. */
export function bucketSubject(client: S3Client, bucket: string, more: Pick<EndpointSubject, 'name' | 'peer' | 'pid'>) {
  let sent = 0
  client.middlewareStack.add(
    (next) => (args) => {
      sent += 1
      return next(args)
    },
    // Behind the retries.
    { step: 'finalizeRequest', priority: 'low', name: `count ${bucket}` },
  )
  return {
    ...more,
    requests: () => sent,
    put: (key: string, size: number) =>
      client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bodyOf(size), ContentLength: size })),
    async get(key: string) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      if (!(Body instanceof Readable)) throw new Error('no body')
      return drain(Body)
    },
    async list(prefix: string) {
      let found = 0
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }))
        found += page.KeyCount ?? 0
      return found
    },
  }
}

/** The disk alone, with what an object needs to be whole and safe: a temporary file, a flush, a rename. */
export function diskSubject(root: string): EndpointSubject {
  return {
    name: 'disk alone (write, fsync, rename)',
    async put(key, size) {
      const path = join(root, key)
      await mkdir(join(path, '..'), { recursive: true })
      await pipeline(bytes(size), createWriteStream(`${path}.tmp`, { flush: true }))
      await rename(`${path}.tmp`, path)
    },
    async get(key) {
      const { size } = await stat(join(root, key))
      if (size < 1024 * 1024) return (await readFile(join(root, key))).length
      const file = await open(join(root, key))
      return drain(file.createReadStream({ highWaterMark: 1024 * 1024 }))
    },
    async list(prefix) {
      const names = await readdir(join(root, prefix))
      const stats = await Promise.all(names.map((name) => stat(join(root, prefix, name))))
      return stats.length
    },
  }
}

// One buffer is signed and sent at once, as the SDK does it with small bodies; a large one is streamed.
function bodyOf(size: number) {
  return size < 1024 * 1024 ? Buffer.alloc(size, 'x') : bytes(size)
}
