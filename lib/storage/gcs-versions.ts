import { ObjectNotFound } from './errors'
import type { GcsBucket } from './gcs-client'
import { checkGcsKey } from './gcs-keys'
import { headGcs, readGcs } from './gcs-read'
import { toGcsInfo } from './gcs-translation'
import type { ObjectContent, ObjectInfo, ObjectVersions } from './object-store'

type Run = <T>(signal: AbortSignal | undefined, request: () => Promise<T>) => Promise<T>

/** Google calls a version a generation: a number, which goes into a request as such. */
const GENERATION = /^[1-9]\d{0,18}$/

/** Generations that the bucket keeps: of one without versioning the newest alone. */
export function gcsVersions(bucket: GcsBucket, run: Run): ObjectVersions {
  return {
    head: (key, version, { signal } = {}) =>
      run(signal, () => head(bucket, { key: checkGcsKey(key), version, signal })),
    read: (key, version, options = {}) =>
      run(options.signal, async (): Promise<ObjectContent> => {
        if (!GENERATION.test(version)) throw new ObjectNotFound(key)
        return readGcs(bucket, checkGcsKey(key), { ...options, generation: version })
      }),
  }
}

type Asked = { key: string; version: string; signal?: AbortSignal }

async function head(bucket: GcsBucket, { key, version, signal }: Asked): Promise<ObjectInfo> {
  const found = GENERATION.test(version) ? await headGcs(bucket, key, { signal, generation: version }) : null
  if (!found) throw new ObjectNotFound(key)
  return toGcsInfo(found)
}
