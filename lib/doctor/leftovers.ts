import type { ObjectStore } from '@/lib/storage/object-store'
import { HOSTILE_ENDS, probeName, probeStem } from './probe-names'

type Named = { prefix: string; probeId: string }

/** More than any look names. */
const MAX_NAMES = 24
const PAGE = 100

/** Removes the probe files and uploads of a look that broke off. Answers how many there were. Throws what the store says. */
export async function removeLeftovers(store: ObjectStore, look: Named): Promise<number> {
  const uploads = await giveUpUploads(store, look)
  const keys = await findKeys(store, look)
  const failures = keys.length === 0 ? [] : await store.remove(keys)
  if (failures[0]) throw new Error(failures[0].reason)
  return keys.length + uploads
}

/** A key that may not list is tried for every name that a look could have used. */
async function findKeys(store: ObjectStore, look: Named): Promise<string[]> {
  try {
    const { objects } = await store.list({ prefix: probeStem(look), limit: PAGE })
    return objects.map(({ key }) => key).filter((key) => isProbe(key, look))
  } catch {
    const ends = ['', ...HOSTILE_ENDS.map(([, end]) => end)]
    const names = Array.from({ length: MAX_NAMES }, (_, number) => ends.map((end) => probeName(look, number, end)))
    const heads = names.flat().map(async (key) => ((await store.head(key).catch(() => null)) ? [key] : []))
    return (await Promise.all(heads)).flat()
  }
}

async function giveUpUploads({ multipart }: ObjectStore, look: Named): Promise<number> {
  const begun = (await multipart?.list?.({ prefix: probeStem(look) }).catch(() => [])) ?? []
  const own = begun.filter(({ key }) => isProbe(key, look))
  for (const { key, id } of own) await multipart?.abort({ key, id })
  return own.length
}

/** There are servers that list everything whatever prefix they are asked for. */
function isProbe(key: string, look: Named): boolean {
  return key.startsWith(probeStem(look))
}
