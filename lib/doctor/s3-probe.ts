import {
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import { describeFailure } from '@/lib/storage/s3-errors'
import { isDenied } from './s3-answer'
import { type Probe, probeKey, type S3Examination } from './s3-examination'

const TEXT = Buffer.from('Granary looks whether files can be written here, and removes this one again.\n')

/** Writes a small file under a key that was free, and remembers that it is to be removed. */
export async function putProbe(
  look: S3Examination,
  { key = probeKey(look), ...input }: { key?: string } & Omit<Partial<PutObjectCommandInput>, 'Key'> = {},
): Promise<Probe> {
  await requireFree(look, key)
  const { client, settings } = look.bucket
  const probe: Probe = { key, body: TEXT }
  // Before the answer: it may be lost, and the file be there.
  look.left.set(key, probe)
  const request = new PutObjectCommand({
    ...{ Bucket: settings.bucket, Key: key, Body: TEXT, ContentLength: TEXT.length, ContentType: 'text/plain' },
    ...input,
  })
  try {
    const { VersionId } = await client.send(request)
    if (VersionId && VersionId !== 'null') probe.versionId = VersionId
    return probe
  } catch (error) {
    const status = describeFailure(error)?.status
    // Refused: nothing was written.
    if (status && status < 500) look.left.delete(key)
    throw error
  }
}

/** Removes a probe file for good: in a bucket with versions, the very version that was written. */
export async function removeProbe(look: S3Examination, probe: Probe): Promise<void> {
  const { client, settings } = look.bucket
  const at = { Bucket: settings.bucket, Key: probe.key }
  try {
    await client.send(new DeleteObjectCommand({ ...at, VersionId: probe.versionId }))
  } catch (error) {
    // Some keys may remove files but not single versions of them.
    if (!probe.versionId || !isDenied(error)) throw error
    await client.send(new DeleteObjectCommand(at))
  }
  look.left.delete(probe.key)
}

/** Runs something on a probe file of its own, which is removed whatever comes of it. */
export async function withProbe<T>(look: S3Examination, work: (probe: Probe) => Promise<T>): Promise<T> {
  const probe = await putProbe(look)
  try {
    return await work(probe)
  } finally {
    // What cannot be removed is told at the end of the look.
    await removeProbe(look, probe).catch(() => undefined)
  }
}

/** Whether nothing is there. A key that may not list is told 403 for what is not there. */
async function requireFree(look: S3Examination, key: string): Promise<void> {
  const { client, settings } = look.bucket
  try {
    await client.send(new HeadObjectCommand({ Bucket: settings.bucket, Key: key }))
  } catch (error) {
    const status = describeFailure(error)?.status
    if (status === 404 || status === 403) return
    throw error
  }
  throw new Error(`The key ${key}, made at random, is taken`)
}
