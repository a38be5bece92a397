import type { ResourceType, ResourceValue } from './types/resource-type'

type Told = { value: ResourceValue; path: string }

/** The value as scripts find it: with the `bucket` that they build addresses from, also where the type has no such field. */
export function withBucket(type: ResourceType | null, { value, path }: Told): ResourceValue {
  return type?.bucketName ? { ...value, bucket: type.bucketName(value, path) } : value
}

/** The value as it is stored: what `withBucket` put beside the fields comes back when a script writes what it has read. */
export function withoutBucket(type: ResourceType, { value, path }: Told): ResourceValue {
  const { bucket, ...fields } = value
  return type.bucketName && bucket === type.bucketName(fields, path) ? fields : value
}
