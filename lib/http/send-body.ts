import 'server-only'
import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'

/**
 * Streams a body of exactly that many bytes after its head was written. A body that breaks off, or has fewer or more of them, breaks
 * the connection: a reader must see that something is missing, and must not take what is too much for the next answer. Never rejects.
 */
export function sendBody(body: Readable, outgoing: ServerResponse, length: number): Promise<void> {
  return new Promise((resolve) => {
    let missing = length
    const breakOff = () => {
      body.destroy()
      outgoing.destroy()
    }
    const done = () => {
      body.destroy()
      resolve()
    }
    outgoing.once('close', done).once('finish', done)
    body.on('error', breakOff)
    if (outgoing.destroyed || body.destroyed) {
      breakOff()
      return done()
    }
    outgoing.on('drain', () => body.resume())
    body.once('end', () => (missing === 0 ? outgoing.end() : breakOff()))
    body.once('close', () => void (body.readableEnded || breakOff()))
    body.on('data', (chunk: Buffer) => {
      missing -= chunk.length
      if (missing < 0) breakOff()
      else if (!outgoing.write(chunk)) body.pause()
    })
  })
}
