/**
 * Sends a large file and gets it back with a client for JavaScript, in a process of its own so that its memory can be told:
 * `large-client.mts <client> <path of the file>`. Prints bytes received, the last of them as text, and the most memory used.
 */
import { createReadStream, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import * as wmill from 'windmill-client'
import * as granary from '@/sdk/typescript/src/main'

type Stream = AsyncIterable<Uint8Array>

/** A file as a Blob that is read as it is sent. */
class FileBlob extends Blob {
  readonly #path: string

  constructor(path: string) {
    super()
    this.#path = path
  }

  override get size(): number {
    return statSync(this.#path).size
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return streamOf(this.#path)
  }
}

/** Node's types know two kinds of web streams, which are the same. */
function streamOf(path: string) {
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array<ArrayBuffer>>
}

const object = { s3: 'large/from-a-client.bin' }

const clients: Record<string, { up(content: Blob): Promise<unknown>; down(): Promise<Stream> }> = {
  'granary-client': {
    up: (content) => granary.writeS3File(object, content.stream()),
    down: () => granary.loadS3FileStream(object),
  },
  'windmill-client': {
    up: (content) => wmill.writeS3File(object, content),
    // Its own way down holds the file in memory: what it offers for large ones are links.
    async down() {
      const { body } = await fetch(await wmill.getPresignedS3PublicUrl(object))
      if (!body) throw new Error('The link has no content')
      return body
    },
  },
}

// Node's fetch keeps a copy of every body for the case of a redirect. What it is told here is what docs/sdk.md advises.
wmill.OpenAPI.interceptors.request.use((request) => Object.assign(request, { redirect: 'error', window: null }))

const [name = '', path = ''] = process.argv.slice(2)
const client = clients[name]
if (!client) throw new Error(`There is no client ${name}`)
await client.up(new FileBlob(path))
let received = 0
let last: Uint8Array = new Uint8Array()
for await (const chunk of await client.down()) {
  received += chunk.byteLength
  last = chunk
}
const tail = Buffer.from(last.slice(-7)).toString()
console.log(JSON.stringify({ received, tail, peak: process.resourceUsage().maxRSS * 1024 }))
