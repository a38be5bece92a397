import { text } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** What an archive holds, by name, in its order, read by a strict reader that checks sizes and checksums. */
export async function readZip(bytes: Buffer): Promise<Record<string, string>> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true })
  const found: Record<string, string> = {}
  for await (const entry of archive.eachEntry())
    found[entry.fileName] = await text(await archive.openReadStreamPromise(entry))
  return found
}
