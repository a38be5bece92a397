import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import { ObjectChanged } from './errors'
import { onlyKey } from './keys'
import type { RemoveFailure, RemoveOptions } from './object-store'
import type { S3Bucket } from './s3-bucket'
import { isNotImplemented, lostWrite } from './s3-conditional'
import { reasonFor, translateS3Error } from './s3-errors'
import { runBounded } from './s3-multipart'
import { headObject } from './s3-read'
import { toEtag } from './s3-translation'

const MAX_KEYS = 1000
const PARALLEL_REMOVALS = 16

// XML cannot carry these, so such keys are removed by their path.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNFIT_FOR_XML = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/

/** Removes up to 1000 keys, by one request where the server and the keys permit. */
export async function removeObjects(
  bucket: S3Bucket,
  keys: string[],
  { ifMatch, signal }: RemoveOptions = {},
): Promise<RemoveFailure[]> {
  if (ifMatch !== undefined) return removeVersion(bucket, onlyKey(keys), { ifMatch, signal })
  if (keys.length > MAX_KEYS) throw new AppError('invalid', `At most ${MAX_KEYS} files can be removed at once.`)
  const together = keys.filter((key) => !UNFIT_FOR_XML.test(key))
  const alone = keys.filter((key) => UNFIT_FOR_XML.test(key))
  const failures = together.length > 1 ? await removeTogether(bucket, together, signal) : null
  if (failures) return [...failures, ...(await removeAlone(bucket, alone, signal))]
  return removeAlone(bucket, keys, signal)
}

async function removeTogether({ client, settings }: S3Bucket, keys: string[], signal?: AbortSignal) {
  const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: false }
  try {
    const answer = await client.send(new DeleteObjectsCommand({ Bucket: settings.bucket, Delete }), {
      abortSignal: signal,
    })
    const failures = (answer.Errors ?? []).filter(({ Code }) => Code !== 'NoSuchKey')
    return failures.map(({ Key = '', Code, Message }) => ({
      key: Key,
      reason: reasonFor(settings, Code, Message),
      isDenied: Code === 'AccessDenied',
    }))
  } catch (error) {
    if (isNotImplemented(error)) return null
    throw error
  }
}

async function removeAlone(bucket: S3Bucket, keys: string[], signal?: AbortSignal): Promise<RemoveFailure[]> {
  const results = await runBounded(keys, PARALLEL_REMOVALS, (key) => removeOne(bucket, key, signal))
  return results.filter((failure) => failure !== null)
}

/** Asked first because most servers do not know the condition. */
async function removeVersion(bucket: S3Bucket, key: string, { ifMatch = '', signal }: RemoveOptions) {
  const found = await headObject(bucket, key, signal)
  if (!found) return []
  if (toEtag(found.ETag) !== ifMatch) throw new ObjectChanged(key)
  const remove = (IfMatch?: string) => removeOne(bucket, key, signal, IfMatch)
  const failure = await remove(`"${ifMatch}"`).catch((error) => {
    if (isNotImplemented(error)) return remove()
    throw lostWrite(error, key, { ifMatch })
  })
  return failure ? [failure] : []
}

async function removeOne(
  { client, settings }: S3Bucket,
  key: string,
  signal?: AbortSignal,
  IfMatch?: string,
): Promise<RemoveFailure | null> {
  try {
    const request = { Bucket: settings.bucket, Key: key, ...(IfMatch && { IfMatch }) }
    await client.send(new DeleteObjectCommand(request), { abortSignal: signal })
    return null
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return null
    const translated = translateS3Error(error, settings)
    // A key that the server refuses is an answer; a server that is away, a missing bucket or a wrong key is a failure of all.
    if (!(translated instanceof AppError) || !isAboutKey(error)) throw error
    return { key, reason: translated.message, isDenied: translated.code === 'forbidden' }
  }
}

function isAboutKey(error: unknown): boolean {
  const name = error instanceof Error ? error.name : ''
  return [
    'AccessDenied',
    'KeyTooLongError',
    'InvalidArgument',
    'InvalidURI',
    'InvalidObjectName',
    'BadRequest',
  ].includes(name)
}
