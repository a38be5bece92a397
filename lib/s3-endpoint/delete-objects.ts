import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { whyNotKey } from '@/lib/objects/check-upload-key'
import { childText, malformed, readXml, type XmlNode } from './read-xml'
import { receiveText } from './receive-body'
import type { BucketCall, S3Answer } from './s3-call'
import type { S3Code } from './s3-failure'
import { s3Document } from './xml'

const MAX_KEYS = 1000
// A thousand keys, each character of which may be written as a number.
const MAX_BYTES = 8 * 1024 * 1024

type Refusal = { key: string; code: S3Code; message: string }

/** DeleteObjects: up to a thousand keys at once, each by its own right. */
export async function deleteObjects(call: BucketCall): Promise<S3Answer> {
  const { ctx, opened, storage } = call
  const { keys, refusals, quiet } = readKeys(await receiveText(call, { maxBytes: MAX_BYTES, mustBeCovered: true }))
  const [allowed, forbidden] = parted(keys, (key) => opened.may('delete', key))
  const failures = allowed.length > 0 ? await opened.authorize('delete', allowed).remove(allowed) : []
  const failed = new Set(failures.map(({ key }) => key))
  const removed = allowed.filter((key) => !failed.has(key))
  await recordAudit(
    ctx,
    removed.map((resource) => ({ operation: 'objects.delete', action: 'delete', resource, storage })),
  )
  const refused = [
    ...refusals,
    ...forbidden.map((key): Refusal => ({ key, code: 'AccessDenied', message: 'You may not delete it.' })),
    ...failures.map(({ key, reason, isDenied }): Refusal => {
      return { key, code: isDenied ? 'AccessDenied' : 'ServiceUnavailable', message: reason }
    }),
  ]
  const xml = s3Document('DeleteResult', {
    Deleted: quiet ? [] : removed.map((Key) => ({ Key })),
    Error: refused.map(({ key, code, message }) => ({ Key: key, Code: code, Message: message })),
  })
  return { status: 200, xml }
}

function readKeys(text: string): { keys: string[]; refusals: Refusal[]; quiet: boolean } {
  const root = readXml(text)
  const objects = root.children.filter(({ name }) => name === 'Object')
  if (root.name !== 'Delete' || objects.length === 0) throw malformed('it names no object to delete')
  if (objects.length > MAX_KEYS) throw malformed(`it names more than ${MAX_KEYS} objects`)
  const [plain, others] = parted(objects, (object) => refusalOf(object) === null)
  return {
    keys: [...new Set(plain.map(keyOf))],
    refusals: others.flatMap((object) => refusalOf(object) ?? []),
    quiet: childText(root, 'Quiet')?.trim() === 'true',
  }
}

function refusalOf(object: XmlNode): Refusal | null {
  const key = keyOf(object)
  const other = object.children.find(({ name }) => name !== 'Key')
  if (other) return { key, code: 'NotImplemented', message: `${other.name} is not implemented here.` }
  const why = whyNotKey(key)
  return why === null ? null : { key, code: 'InvalidArgument', message: why }
}

function keyOf(object: XmlNode): string {
  const key = childText(object, 'Key')
  if (key === undefined) throw malformed('an object has no key')
  return key
}

function parted<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))]
}
