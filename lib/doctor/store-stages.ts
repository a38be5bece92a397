import { ObjectExists } from '@/lib/storage/errors'
import type { ByteRange } from '@/lib/storage/object-store'
import type { Finding, Stage } from './examine'
import { HOSTILE_ENDS } from './probe-names'
import { nextProbeKey, PROBE_BODY, removeFromStore, type StoreExamination, writeProbe } from './store-examination'

const READING = 'Reading'
const WRITING = 'Writing'
const ABILITIES = 'Abilities'
const READ_BYTES = 4096

const waitsForFile = ({ probe, sample }: StoreExamination) =>
  probe || sample ? null : 'There is no file to read: none was found, and none could be written.'
const waitsForProbe = ({ probe }: StoreExamination) =>
  probe ? null : 'No file could be written, so there is none to remove.'
/** Why a stage that writes a file of its own cannot be tried. */
export const waitsForWriting = ({ mayRemove, retention }: StoreExamination) =>
  retention ?? (mayRemove ? null : 'Files cannot be written here, or not removed again.')

/** Whether one may list, all of it or a folder. */
export const listStages: readonly Stage<StoreExamination>[] = [
  { name: 'list', label: 'List', group: READING, run: list },
  { name: 'list_prefix', label: 'List a folder', group: READING, run: listFolder },
]

/** What every kind of store does, by the one interface that all of them have. */
export const objectStages: readonly Stage<StoreExamination>[] = [
  { name: 'put', label: 'Write a file', group: WRITING, waits: ({ retention }) => retention, run: put },
  { name: 'head', label: 'Look at a file', group: READING, waits: waitsForFile, run: head },
  { name: 'get', label: 'Read a file', group: READING, waits: waitsForFile, run: get },
  { name: 'range', label: 'Read a part of a file', group: READING, waits: waitsForFile, run: range },
  { name: 'delete', label: 'Remove a file', group: WRITING, waits: waitsForProbe, run: remove },
  { name: 'hostile_key', label: 'Any file name', group: ABILITIES, waits: waitsForWriting, run: hostileKey },
  { name: 'multipart', label: 'Upload in parts', group: ABILITIES, waits: waitsForWriting, run: parts },
  { name: 'conditional', label: 'Write only if new', group: ABILITIES, waits: waitsForWriting, run: onlyIfNew },
]

async function list(look: StoreExamination): Promise<Finding> {
  const { objects, prefixes, cursor } = await look.store.list({ limit: 100, delimiter: '/' })
  look.sample = objects.find(({ size }) => size > 0)?.key ?? null
  const count = objects.length + prefixes.length
  const names = `${cursor ? 'more than ' : ''}${count} ${count === 1 ? 'name' : 'names'}`
  return { state: 'passed', evidence: `It holds ${count === 0 ? 'nothing yet' : names} at its first level.` }
}

async function listFolder(look: StoreExamination): Promise<Finding> {
  const prefix = look.prefix || 'granary-doctor/'
  const { objects } = await look.store.list({ limit: 10, prefix })
  look.sample ??= objects.find(({ size }) => size > 0)?.key ?? null
  const wrong = objects.some(({ key }) => !key.startsWith(prefix))
  if (!wrong)
    return { state: 'passed', evidence: `Listed ${JSON.stringify(prefix)}: ${objects.length} files at first.` }
  return bad(`Asked for ${JSON.stringify(prefix)}.`, 'Files came that do not lie there.', 'prefix_ignored')
}

async function put(look: StoreExamination): Promise<Finding> {
  look.probe = await writeProbe(look)
  return { state: 'passed', evidence: `Wrote ${PROBE_BODY.length} bytes as ${JSON.stringify(look.probe)}.` }
}

async function head(look: StoreExamination): Promise<Finding> {
  const key = look.probe ?? look.sample ?? ''
  const info = await look.store.head(key)
  const evidence = `${JSON.stringify(key)} has ${info?.size ?? 'no'} bytes, ETag ${info?.etag ?? 'none'}.`
  if (!info) return bad(evidence, 'A file that was just written or listed is not there.', 'file_lost')
  if (!look.probe || (info.size === PROBE_BODY.length && info.metadata.doctor === 'probe'))
    return { state: 'passed', evidence }
  return bad(evidence, 'Its size or metadata is not what was written.', 'file_differs')
}

async function get(look: StoreExamination): Promise<Finding> {
  if (!look.probe) return readSample(look)
  const bytes = await read(look, look.probe)
  if (bytes.equals(PROBE_BODY))
    return { state: 'passed', evidence: `Read the ${bytes.length} bytes that were written.` }
  return bad(`Read ${bytes.length} bytes.`, 'Other bytes came back than were written.', 'bytes_differ')
}

async function readSample(look: StoreExamination): Promise<Finding> {
  await read(look, look.sample ?? '', { start: 0, end: 1 })
  return { state: 'passed', evidence: `Read the first byte of ${JSON.stringify(look.sample)}.` }
}

async function range(look: StoreExamination): Promise<Finding> {
  if (!look.probe) return readSample(look)
  const bytes = await read(look, look.probe, { start: 8, end: 20 })
  const evidence = `Asked for 12 bytes from 8 on, got ${bytes.length}.`
  if (bytes.equals(PROBE_BODY.subarray(8, 20))) return { state: 'passed', evidence }
  return bad(evidence, 'Other bytes came than were asked for.', 'range_ignored')
}

async function remove(look: StoreExamination): Promise<Finding> {
  const key = look.probe ?? ''
  look.probe = null
  await removeFromStore(look, key)
  look.mayRemove = true
  return { state: 'passed', evidence: `Removed ${JSON.stringify(key)}.` }
}

async function hostileKey(look: StoreExamination): Promise<Finding> {
  for (const [, end] of HOSTILE_ENDS) {
    const key = await writeProbe(look, end)
    const { objects } = await look.store.list({ limit: 10, prefix: key })
    const same = objects.some((found) => found.key === key) && (await read(look, key)).equals(PROBE_BODY)
    await removeFromStore(look, key)
    if (!same)
      return {
        ...bad(`Wrote ${JSON.stringify(key)}.`, 'It did not come back as it is.', 'keys_changed'),
        state: 'warning',
      }
  }
  return {
    state: 'passed',
    evidence: 'Signs of all kinds, two slashes in a row and a space at the end are kept as they are.',
  }
}

async function parts(look: StoreExamination): Promise<Finding> {
  const { multipart } = look.store
  if (!multipart) return { state: 'absent', evidence: 'This kind of storage takes files in one piece.' }
  const key = nextProbeKey(look)
  const id = await multipart.create(key)
  try {
    await multipart.part({ key, id, number: 1, body: PROBE_BODY, size: PROBE_BODY.length })
  } finally {
    await multipart.abort({ key, id })
  }
  return { state: 'passed', evidence: 'Began an upload, sent a part and gave it up again.' }
}

async function onlyIfNew(look: StoreExamination): Promise<Finding> {
  const key = await writeProbe(look)
  try {
    await look.store.write(key, PROBE_BODY, { overwrite: false })
    return {
      state: 'absent',
      evidence: 'A file was overwritten although the request said not to.',
      cause: 'unconditional',
    }
  } catch (error) {
    if (!(error instanceof ObjectExists)) throw error
    return { state: 'passed', evidence: 'A write that must not overwrite was refused.' }
  } finally {
    await removeFromStore(look, key)
  }
}

async function read(look: StoreExamination, key: string, range?: ByteRange): Promise<Buffer> {
  const { body } = await look.store.read(key, { range })
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    length += chunk.length
    if (length > READ_BYTES) break
  }
  return Buffer.concat(chunks)
}

function bad(evidence: string, problem: string, cause: string): Finding {
  const remedy = 'Look for another program that changes files here, or use another version of the storage server.'
  return { state: 'failed', evidence, problem, cause, remedy }
}
