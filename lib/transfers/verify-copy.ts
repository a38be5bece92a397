import 'server-only'
import { AppError } from '@/lib/errors'
import { ObjectChanged } from '@/lib/storage/errors'
import type { ObjectInfo } from '@/lib/storage/object-store'
import { type ContentChecksums, readChecksum } from './content-digest'
import type { Copying, End, Sent } from './copy-content'
import type { Run } from './run'

const MD5 = /^[0-9a-f]{32}$/

/** What arrived is not what was sent. */
export class WrongCopy extends AppError {
  override name = 'WrongCopy'

  constructor(
    key: string,
    what: string,
    /** ETag of what was written and is not what it should be; null when it may be somebody else's. */
    readonly etag: string | null = null,
  ) {
    super('unavailable', `The copy ${JSON.stringify(key)} ${what}.`)
  }
}

/**
 * Throws `WrongCopy` unless the copy has the content of the source, `ObjectChanged` when somebody else wrote there meanwhile. `sent` is null for
 * a copy that the server made: it vouches for that itself, unless everything is to be read back.
 */
export async function verifyCopy(run: Run, copying: Copying, sent: Sent | null): Promise<void> {
  const { from, to } = copying
  const checksums = sent?.checksums ?? null
  const copy = await to.store.head(to.key, { signal: run.signal })
  if (!copy) throw new WrongCopy(to.key, 'did not arrive')
  if (sent?.etag && copy.etag !== sent.etag) throw new ObjectChanged(to.key)
  // Of a copy that the server made it is what is there now: whatever is written after that look stays.
  const etag = sent?.etag ?? copy.etag
  if (copy.size !== from.info.size)
    throw new WrongCopy(to.key, `has ${copy.size} bytes instead of ${from.info.size}`, etag)
  if (run.transfer.verify === 'told' && isVouchedFor(copy, checksums)) return
  const expected = checksums?.md5 ?? (await readChecksum({ ...from, etag: from.info.etag, signal: run.signal }))
  const found = await readChecksum({ ...to, etag: copy.etag, signal: run.signal })
  if (found !== expected) throw new WrongCopy(to.key, 'has other content than the source', etag)
}

function isVouchedFor({ etag }: ObjectInfo, checksums: ContentChecksums | null): boolean {
  if (!checksums) return true
  return etag !== null && (etag === checksums.md5 || etag === checksums.inParts)
}

type Described = End & { info: ObjectInfo }

/** Whether two objects have the same content: by their checksums where both tell one and that is enough, else by reading both. */
export async function hasSameContent(run: Run, one: Described, other: Described): Promise<boolean> {
  if (one.info.size !== other.info.size) return false
  const [etag, otherEtag] = [one.info.etag ?? '', other.info.etag ?? '']
  if (run.transfer.verify === 'told' && MD5.test(etag) && MD5.test(otherEtag)) return etag === otherEtag
  const read = ({ store, key, info }: Described) => readChecksum({ store, key, etag: info.etag, signal: run.signal })
  return (await read(one)) === (await read(other))
}
