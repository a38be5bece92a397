import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import { toEtag } from '@/lib/storage/s3-translation'
import type { Finding, Stage } from './examine'
import { toFailure } from './s3-answer'
import type { S3Examination } from './s3-examination'
import { putProbe, removeProbe } from './s3-probe'

const READING = 'Reading'
const WRITING = 'Writing'
const METADATA = { 'granary-doctor': 'probe' }

/** One small file: written, looked at, read, read in part, removed. */
export const objectStages: readonly Stage<S3Examination>[] = [
  { name: 'put', label: 'Write a file', group: WRITING, waits: waitsForRetention, run: put },
  { name: 'head', label: 'Look at a file', group: READING, waits: waitsForFile, run: head },
  { name: 'get', label: 'Read a file', group: READING, waits: waitsForFile, run: get },
  { name: 'range', label: 'Read a part of a file', group: READING, waits: waitsForFile, run: range },
  { name: 'delete', label: 'Remove a file', group: WRITING, waits: waitsForProbe, run: remove },
]

/** Why a stage that writes a file of its own cannot be tried. */
export function waitsForWriting(look: S3Examination): string | null {
  if (look.retention) return look.retention
  return look.mayRemove ? null : 'The key may not write files, or not remove them again.'
}

function waitsForRetention({ retention }: S3Examination): string | null {
  return retention
}

function waitsForFile({ probe, sample }: S3Examination): string | null {
  return probe || sample ? null : 'There is no file to read: none was found, and none could be written.'
}

function waitsForProbe({ probe }: S3Examination): string | null {
  return probe ? null : 'No file could be written, so there is none to remove.'
}

async function put(look: S3Examination): Promise<Finding> {
  try {
    look.probe = await putProbe(look, { Metadata: METADATA })
    return { state: 'passed', evidence: `Wrote ${look.probe.body.length} bytes as ${JSON.stringify(look.probe.key)}.` }
  } catch (error) {
    return toFailure(look, error, 'no_write_permission')
  }
}

async function head(look: S3Examination): Promise<Finding> {
  const at = target(look)
  try {
    const found = await look.bucket.client.send(new HeadObjectCommand(at))
    const size = found.ContentLength ?? 0
    const evidence = `${quoted(at.Key)} has ${size} bytes, ETag ${toEtag(found.ETag) ?? 'none'}.`
    if (!look.probe) return { state: 'passed', evidence }
    if (size !== look.probe.body.length)
      return wrong(evidence, 'The server tells another size than was written.', 'size_differs')
    if (found.Metadata?.['granary-doctor'] === 'probe') return { state: 'passed', evidence }
    return {
      ...wrong(evidence, 'The metadata that was written with the file is not there.', 'metadata_lost'),
      state: 'warning',
    }
  } catch (error) {
    return toFailure(look, error, 'no_read_permission')
  }
}

async function get(look: S3Examination): Promise<Finding> {
  const at = target(look)
  try {
    const whole = look.probe !== null
    const bytes = await read(look, { ...at, Range: whole ? undefined : 'bytes=0-0' })
    if (!look.probe) return { state: 'passed', evidence: `Read the first byte of ${quoted(at.Key)}.` }
    if (bytes.equals(look.probe.body))
      return { state: 'passed', evidence: `Read the ${bytes.length} bytes that were written.` }
    return wrong(`Read ${bytes.length} bytes.`, 'Other bytes came back than were written.', 'bytes_differ')
  } catch (error) {
    return toFailure(look, error, 'no_read_permission')
  }
}

async function range(look: S3Examination): Promise<Finding> {
  const at = target(look)
  // Of somebody's file only its first byte: it may have no more.
  const [start, end] = look.probe ? [8, 20] : [0, 1]
  try {
    const bytes = await read(look, { ...at, Range: `bytes=${start}-${end - 1}` })
    const right = bytes.length === end - start && (!look.probe || bytes.equals(look.probe.body.subarray(start, end)))
    const evidence = `Asked for ${end - start} ${end - start === 1 ? 'byte' : 'bytes'} from ${start} on, got ${bytes.length}.`
    if (right) return { state: 'passed', evidence }
    return wrong(
      evidence,
      'The server ignores which part is asked for. Previews and tables cannot be read.',
      'range_ignored',
    )
  } catch (error) {
    return toFailure(look, error, 'no_read_permission')
  }
}

async function remove(look: S3Examination): Promise<Finding> {
  const { probe } = look
  if (!probe) throw new Error('There is no probe')
  try {
    await removeProbe(look, probe)
    look.mayRemove = true
    const version = probe.versionId ? ', the version itself' : ''
    return { state: 'passed', evidence: `Removed ${quoted(probe.key)}${version}.` }
  } catch (error) {
    const failure = toFailure(look, error, 'no_write_permission')
    return { ...failure, remedy: `Give this key the right to remove files, and remove ${quoted(probe.key)} by hand.` }
  } finally {
    look.probe = null
  }
}

function target({ settings, probe, sample }: S3Examination): { Bucket: string; Key: string } {
  return { Bucket: settings.bucket, Key: probe?.key ?? sample ?? '' }
}

async function read(look: S3Examination, input: { Bucket: string; Key: string; Range?: string }): Promise<Buffer> {
  const { Body, ContentLength = 0 } = await look.bucket.client.send(new GetObjectCommand(input))
  if (!Body) return Buffer.alloc(0)
  // A server that ignores ranges would send all of somebody's file.
  if (ContentLength <= MAX_READ_BYTES) return Buffer.from(await Body.transformToByteArray())
  if ('destroy' in Body) Body.destroy()
  return Buffer.alloc(MAX_READ_BYTES)
}

const MAX_READ_BYTES = 4096

function wrong(evidence: string, problem: string, cause: string): Finding {
  const remedy = 'Use another version of the storage server, or look for a proxy in between that changes answers.'
  return { state: 'failed', evidence, cause, problem, remedy }
}

const quoted = (key: string) => JSON.stringify(key)
