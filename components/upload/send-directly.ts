import { withQuery } from '@/lib/http/get-json'
import { directUploadUrl } from '@/lib/objects/queries'
import { createdUploadSchema, signedPartsSchema, storedPartsSchema } from '@/lib/uploads/schema'
import { giveUpDirectly, mayGoDirectly } from './direct-access'
import { sendBody } from './send-body'
import type { SendOptions } from './send-upload'
import { toUploadFailure } from './to-upload-failure'
import type { Upload, UploadFailure } from './upload-queue'

const MIB = 1024 ** 2
const PART_BYTES = 16 * MIB
const MAX_PARTS = 9000
const PARALLEL = 3

/** What ended an upload, as the server or the network told it. */
class Refused extends Error {
  constructor(readonly failure: UploadFailure) {
    super(failure.message)
  }
}

type Part = { number: number; start: number; end: number }
type Sending = { upload: Upload; id: string; options: SendOptions; sent: Map<number, number> }

/**
 * Puts a file into the store part by part, with URLs that are good for one part each. A part that does not get there goes through
 * the server, and so does everything after it. The object is there only once the server has seen that all of it arrived.
 */
export async function sendDirectly(upload: Upload, options: SendOptions): Promise<UploadFailure | null> {
  const { key, storage, file, overwrite, workspace } = upload
  let id: string | null = null
  try {
    const asked = { file_key: key, storage, content_type: file.type || undefined, overwrite }
    const created = createdUploadSchema.parse(await post(workspace, 'create', asked, options.signal))
    id = created.upload_id
    const sending: Sending = { upload, id, options, sent: new Map() }
    const queue = partsOf(file.size).values()
    await Promise.all(Array.from({ length: PARALLEL }, () => work(sending, queue)))
    const stored = await call(workspace, withQuery('parts', { upload_id: id }), { signal: options.signal })
    const parts = storedPartsSchema.parse(stored).parts.map(({ part_number, etag }) => ({ part_number, etag }))
    await post(workspace, 'complete', { upload_id: id, parts, size: file.size }, options.signal)
    return null
  } catch (error) {
    if (id !== null) void forget(workspace, id)
    return error instanceof Refused ? error.failure : toUploadFailure(0, '')
  }
}

async function work(sending: Sending, queue: Iterator<Part> & Iterable<Part>): Promise<void> {
  for (const part of queue) await sendPart(sending, part)
}

async function sendPart(sending: Sending, part: Part): Promise<void> {
  const { upload, id, options, sent } = sending
  const body = upload.file.slice(part.start, part.end)
  const onProgress = (bytes: number) => {
    sent.set(part.number, bytes)
    options.onProgress([...sent.values()].reduce((sum, each) => sum + each, 0))
  }
  const signed = (await mayGoDirectly(upload)) ? await sign(sending, part) : null
  if (signed) {
    const { url, headers } = signed
    const { status } = await sendBody(url, { method: 'PUT', body, headers, onProgress, signal: options.signal })
    if (status === 200 || status === 201) return
    giveUpDirectly(upload)
  }
  const here = directUploadUrl(upload.workspace, withQuery('part', { upload_id: id, part_number: part.number }))
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await sendBody(here, { method: 'PUT', body, headers, onProgress, signal: options.signal })
  if (answer.status !== 200) throw new Refused(toUploadFailure(answer.status, answer.text))
}

async function sign({ upload, id, options }: Sending, { number, start, end }: Part) {
  const asked = { upload_id: id, parts: [{ part_number: number, size: end - start }] }
  const signed = await post(upload.workspace, 'sign_parts', asked, options.signal)
  return signedPartsSchema.parse(signed).parts[0] ?? null
}

function partsOf(size: number): Part[] {
  const bytes = Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS / MIB) * MIB)
  return Array.from({ length: Math.ceil(size / bytes) }, (_, index) => {
    const start = index * bytes
    return { number: index + 1, start, end: Math.min(start + bytes, size) }
  })
}

function post(workspace: string, name: string, body: object, signal: AbortSignal): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  return call(workspace, name, { method: 'POST', headers, body: JSON.stringify(body), signal })
}

async function call(workspace: string, name: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(directUploadUrl(workspace, name), init)
  if (!response.ok) throw new Refused(toUploadFailure(response.status, await response.text()))
  return response.json()
}

async function forget(workspace: string, id: string): Promise<void> {
  const url = directUploadUrl(workspace, withQuery('abort', { upload_id: id }))
  await fetch(url, { method: 'DELETE', keepalive: true }).catch(() => undefined)
}
