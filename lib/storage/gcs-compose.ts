import { type GcsBucket, objectPath } from './gcs-client'
import { describeGcsObject, type GcsObject } from './gcs-translation'
import { generationCondition } from './gcs-write'
import type { WriteOptions } from './object-store'
import { runBounded } from './s3-multipart'

/** The most that Google joins in one request. */
const MAX_SOURCES = 32
const PARALLEL_JOINS = 4

type Source = { name: string; generation: string }

interface Target {
  key: string
  options: WriteOptions
  /** What the names of objects on the way begin with. */
  scratch: string
}

/** Joins objects on the server, whatever their number: by groups, and the groups again. */
export async function compose(bucket: GcsBucket, sources: Source[], target: Target): Promise<GcsObject> {
  let level = sources
  for (let depth = 1; level.length > MAX_SOURCES; depth++) {
    const groups = Array.from({ length: Math.ceil(level.length / MAX_SOURCES) }, (_, i) =>
      level.slice(i * MAX_SOURCES, (i + 1) * MAX_SOURCES),
    )
    const jobs = groups.map((group, i) => ({ group, key: `${target.scratch}${depth}-${i}` }))
    level = await runBounded(jobs, PARALLEL_JOINS, async ({ group, key }) => {
      const { signal } = target.options
      const { generation = '' } = await join(bucket, group, { ...target, key, options: { signal } })
      return { name: key, generation }
    })
  }
  return join(bucket, level, target)
}

async function join(bucket: GcsBucket, sources: Source[], { key, options }: Target): Promise<GcsObject> {
  const { name: _, ...destination } = describeGcsObject(key, options)
  const sourceObjects = sources.map(({ name, generation }) => ({ name, generation }))
  const answer = await bucket.request<GcsObject>({
    path: `${objectPath(bucket, key)}/compose`,
    method: 'POST',
    params: generationCondition(options),
    data: { sourceObjects, destination },
    signal: options.signal,
  })
  return answer.data
}
