import { headerOf } from './object-attributes'
import type { BucketCall } from './s3-call'
import { notImplemented } from './s3-failure'

// What everything here is anyway.
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  'x-amz-acl': ['private', 'bucket-owner-full-control'],
  'x-amz-storage-class': ['STANDARD'],
}

/** Headers that say how an object is kept, of which only the usual values are taken. */
export const plainHeaders = Object.keys(PLAIN)

/** Throws `NotImplemented` for a kind of storage or of access that this endpoint does not have. */
export function requirePlainStorage(call: BucketCall): void {
  for (const [name, values] of Object.entries(PLAIN)) {
    const value = headerOf(call, name)
    if (value !== undefined && !values.includes(value)) throw notImplemented(`${name}: ${value}`)
  }
}
