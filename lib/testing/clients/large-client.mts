/**
 * Sends a large file and gets it back with a client for JavaScript, in a process of its own so that its memory can be told:
 * `large-client.mts <client> <path of the file>`. Prints bytes received, the last of them as text, and the most memory used.
 */
import { openAsBlob } from 'node:fs'
import * as wmill from 'windmill-client'
import * as granary from '@/sdk/typescript/src/main'

type Stream = AsyncIterable<Uint8Array>

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

const [name = '', path = ''] = process.argv.slice(2)
const client = clients[name]
if (!client) throw new Error(`There is no client ${name}`)
await client.up(await openAsBlob(path))
let received = 0
let last: Uint8Array = new Uint8Array()
for await (const chunk of await client.down()) {
  received += chunk.byteLength
  last = chunk
}
const tail = Buffer.from(last.slice(-7)).toString()
console.log(JSON.stringify({ received, tail, peak: process.resourceUsage().maxRSS * 1024 }))
