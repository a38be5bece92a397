import { ObjectChanged } from './errors'
import { filesystemStore } from './filesystem'

/** Adds 1 to the number that an object holds, so many times, each time by replacing just the version that it read. */
async function count(root: string, key: string, times: number): Promise<void> {
  const store = filesystemStore({ root })
  for (let done = 0; done < times; ) {
    const content = await store.read(key)
    const { etag } = content.info
    const next = Number(Buffer.concat(await content.body.toArray()).toString()) + 1
    try {
      await store.write(key, Buffer.from(String(next)), { ifMatch: etag ?? '' })
      done += 1
    } catch (error) {
      if (!(error instanceof ObjectChanged)) throw error
    }
  }
  await store.close?.()
}

const [, , root = '', key = '', times = ''] = process.argv
await count(root, key, Number(times))
