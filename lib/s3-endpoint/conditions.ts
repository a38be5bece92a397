import type { ObjectInfo } from '@/lib/storage/object-store'
import { headerOf } from './object-attributes'
import type { S3Call } from './s3-call'
import { S3Failure } from './s3-failure'

/** What must be true of an object for a request to go on; an ETag of `*` stands for any. */
export type Conditions = {
  match: string[] | null
  noneMatch: string[] | null
  modifiedSince: Date | null
  unmodifiedSince: Date | null
}

/** Reads the conditions of a request; `prefix` for those of the source of a copy. */
export function readConditions(call: S3Call, prefix = ''): Conditions {
  return {
    match: etagsIn(headerOf(call, `${prefix}if-match`)),
    noneMatch: etagsIn(headerOf(call, `${prefix}if-none-match`)),
    modifiedSince: dateIn(headerOf(call, `${prefix}if-modified-since`)),
    unmodifiedSince: dateIn(headerOf(call, `${prefix}if-unmodified-since`)),
  }
}

export function hasConditions(conditions: Conditions): boolean {
  return Object.values(conditions).some((condition) => condition !== null)
}

/**
 * Throws `PreconditionFailed` or `NotModified` for an object that the conditions are not true of. An ETag outweighs a date (RFC 9110
 * section 13.2.2).
 */
export function requireConditions(conditions: Conditions, info: Pick<ObjectInfo, 'etag' | 'lastModified'>): void {
  const { match, noneMatch, modifiedSince, unmodifiedSince } = conditions
  const changed = seconds(info.lastModified)
  if (match ? !isAmong(match, info.etag) : unmodifiedSince && changed > seconds(unmodifiedSince)) throw failed()
  if (noneMatch ? isAmong(noneMatch, info.etag) : modifiedSince && changed <= seconds(modifiedSince))
    throw new S3Failure('NotModified', 'The object has not changed.')
}

export function failed(): S3Failure {
  return new S3Failure('PreconditionFailed', 'At least one of the conditions of the request is not true.')
}

export function isAmong(etags: readonly string[], etag: string | null): boolean {
  return etags.includes('*') || (etag !== null && etags.includes(etag))
}

function etagsIn(header: string | undefined): string[] | null {
  if (header === undefined) return null
  return header.split(',').map((each) => each.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'))
}

/** HTTP ignores a date that is none. */
function dateIn(header: string | undefined): Date | null {
  const date = new Date(header ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}

/** As dates in headers have it. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
