import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { createBucket } from '@/lib/storage/s3-bucket'
import { describeFailure } from '@/lib/storage/s3-errors'
import { listObjects } from '@/lib/storage/s3-list'
import type { Finding, Stage } from './examine'
import { HOSTILE_ENDS, probeStem } from './probe-names'
import { answerOf, isDenied, isUnsupported, toFailure } from './s3-answer'
import { probeKey, type S3Examination } from './s3-examination'
import { waitsForWriting } from './s3-objects'
import { putProbe, removeProbe, withProbe } from './s3-probe'

const GROUP = 'Abilities'

/** What not every server can do, and features hang on. */
export const abilityStages: readonly Stage<S3Examination>[] = [
  { name: 'hostile_key', label: 'Any file name', group: GROUP, waits: waitsForWriting, run: lookAtKeys },
  { name: 'multipart', label: 'Upload in parts', group: GROUP, waits: waitsForWriting, run: lookAtParts },
  { name: 'checksums', label: 'Checksums', group: GROUP, waits: waitsForWriting, run: lookAtChecksums },
  { name: 'conditional', label: 'Write only if new', group: GROUP, waits: waitsForWriting, run: lookAtConditions },
  { name: 'tagging', label: 'Tags', group: GROUP, waits: waitsForWriting, run: lookAtTags },
]

async function lookAtKeys(look: S3Examination): Promise<Finding> {
  const lost: string[] = []
  for (const [what, end] of HOSTILE_ENDS) if (!(await survives(look, probeKey(look, end)))) lost.push(what)
  if (lost.length === 0)
    return {
      state: 'passed',
      evidence: `Written, listed, read and removed as they are: ${HOSTILE_ENDS.map(([what]) => what).join(', ')}.`,
    }
  return {
    state: 'warning',
    evidence: `Did not come back as they were written: ${lost.join(', ')}.`,
    cause: 'keys_changed',
    problem: 'This server does not keep every name that S3 allows.',
    remedy: 'Avoid such names here, or use another storage server.',
  }
}

async function survives(look: S3Examination, key: string): Promise<boolean> {
  const { client, settings } = look.bucket
  try {
    const probe = await putProbe(look, { key })
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: settings.bucket, Key: key }))
      const same = Buffer.from((await Body?.transformToByteArray()) ?? []).equals(probe.body)
      return same && (look.listed?.denied === true || (await isListed(look, key)))
    } finally {
      await removeProbe(look, probe)
    }
  } catch (error) {
    if (describeFailure(error)) return false
    throw error
  }
}

async function isListed(look: S3Examination, key: string): Promise<boolean> {
  const prefix = probeStem({ prefix: look.options.prefix, probeId: look.probeId })
  const { objects } = await listObjects(look.bucket, { limit: 10, prefix })
  return objects.some((found) => found.key === key)
}

async function lookAtParts(look: S3Examination): Promise<Finding> {
  const { client, settings } = look.bucket
  const at = { Bucket: settings.bucket, Key: probeKey(look) }
  try {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at))
    const body = Buffer.from('part')
    try {
      await client.send(
        new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: body, ContentLength: body.length }),
      )
    } finally {
      await client.send(new AbortMultipartUploadCommand({ ...at, UploadId }))
    }
    return { state: 'passed', evidence: 'Began an upload, sent a part and gave it up again.' }
  } catch (error) {
    const failure = toFailure(look, error, 'no_write_permission')
    const problem = isUnsupported(error)
      ? 'The server takes no uploads in parts: files are sent whole, and can have 5 GiB at most.'
      : failure.problem
    return {
      ...failure,
      problem,
      remedy: 'Give this key the right to write files and to give up uploads; the policy on this page has it.',
    }
  }
}

/** What the SDK sends by default, and what all others understand. */
async function lookAtChecksums(look: S3Examination): Promise<Finding> {
  const amazon = createBucket(look.settings, { ...look.options, dialect: 'aws' })
  const probe = { key: probeKey(look), body: Buffer.from('checked') }
  look.left.set(probe.key, probe)
  const input = { Bucket: look.settings.bucket, Key: probe.key, Body: probe.body, ContentLength: probe.body.length }
  try {
    const { VersionId } = await amazon.client.send(new PutObjectCommand({ ...input, ChecksumAlgorithm: 'CRC32' }))
    await removeProbe(look, { ...probe, versionId: VersionId })
    return { state: 'passed', evidence: 'Accepted a CRC32 checksum with the file.' }
  } catch (error) {
    if (!describeFailure(error)?.status) throw error
    look.left.delete(probe.key)
    const evidence = `${answerOf(error)} It takes no checksum with a file; Granary sends none to this server.`
    return { state: 'absent', evidence }
  } finally {
    amazon.client.destroy()
  }
}

async function lookAtConditions(look: S3Examination): Promise<Finding> {
  return withProbe(look, async ({ key, body }) => {
    const input = { Bucket: look.settings.bucket, Key: key, Body: body, ContentLength: body.length, IfNoneMatch: '*' }
    try {
      const { VersionId } = await look.bucket.client.send(new PutObjectCommand(input))
      if (VersionId) await removeProbe(look, { key, body, versionId: VersionId })
      return unconditional('A file was overwritten although the request said not to.')
    } catch (error) {
      const status = describeFailure(error)?.status
      if (status === 412) return { state: 'passed', evidence: 'A write that must not overwrite was refused with 412.' }
      if (status && status < 500) return unconditional(answerOf(error))
      if (isUnsupported(error)) return unconditional(answerOf(error))
      throw error
    }
  })
}

function unconditional(evidence: string): Finding {
  return {
    state: 'absent',
    evidence: `${evidence} Two people who upload the same name in the same moment are not told of each other.`,
    cause: 'unconditional',
  }
}

async function lookAtTags(look: S3Examination): Promise<Finding> {
  return withProbe(look, async ({ key }) => {
    const { client, settings } = look.bucket
    const at = { Bucket: settings.bucket, Key: key }
    const tag = { Key: 'granary', Value: 'doctor' }
    try {
      await client.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet: [tag] } }))
      const { TagSet } = await client.send(new GetObjectTaggingCommand(at))
      if (TagSet?.some(({ Key, Value }) => Key === tag.Key && Value === tag.Value))
        return { state: 'passed', evidence: 'Put a tag on a file and read it back.' }
      return { state: 'absent', evidence: 'A tag that was put on a file did not come back.' }
    } catch (error) {
      if (!describeFailure(error)?.status) throw error
      const denied = isDenied(error) ? ' The key may not use tags.' : ' The server has none.'
      return { state: 'absent', evidence: `${answerOf(error)}${denied}` }
    }
  })
}
