import { giveUpDirectly, mayGoDirectly } from '@/components/upload/direct-access'
import { getJson } from '@/lib/http/get-json'
import { contentUrl, signDownloadUrl } from '@/lib/objects/queries'
import { signedDownloadSchema } from '@/lib/objects/schema'

/** Below it, going straight to the store saves less than asking for the way there costs. */
const WORTH_DIRECT_BYTES = 8 * 1024 ** 2

type Wanted = { workspace: string; storage: string; key: string; size: number }

/** Saves a file through the browser's own list: straight from the store where that is worth it and works, else through the server. */
export async function downloadFile(wanted: Wanted): Promise<void> {
  const direct = wanted.size > WORTH_DIRECT_BYTES && (await mayGoDirectly(wanted)) ? await findDirectUrl(wanted) : null
  follow(direct ?? contentUrl(wanted.workspace, wanted))
}

/** A URL of the store that this browser has just reached. */
async function findDirectUrl(wanted: Wanted): Promise<string | null> {
  try {
    const query = { file_key: wanted.key, storage: wanted.storage }
    const { url } = await getJson(signDownloadUrl(wanted.workspace), { query, schema: signedDownloadSchema })
    if (url === null) return null
    const looked = await fetch(url, { headers: { range: 'bytes=0-0' }, credentials: 'omit', cache: 'no-store' })
    if (looked.ok) return url
  } catch {
    // The browser tells pages no more than that it did not work.
  }
  giveUpDirectly(wanted)
  return null
}

function follow(url: string) {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
