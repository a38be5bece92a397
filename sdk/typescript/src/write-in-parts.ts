import type { ConnectionOptions } from './connection.ts'
import { type Body, request, requestJson } from './request.ts'
import { retried } from './retry.ts'
import type { UploadQuery } from './write-s3-file.ts'

/** Parts on their way at once. */
const CONCURRENCY = 3

interface Upload {
  upload_id: string
  file_key: string
}

interface SentPart {
  part_number: number
  etag: string
}

type Parts = Iterable<Body> | AsyncIterable<Body>

/** Begins an upload in parts. */
export function beginUpload(options: ConnectionOptions, json: UploadQuery): Promise<Upload> {
  return requestJson(options, { method: 'POST', path: 'job_helpers/multipart_upload/create', json })
}

/** Sends the parts, each again when it fails in passing, and completes the upload; on any other failure gives it up. Answers the key. */
export async function sendParts(options: ConnectionOptions, upload: Upload, parts: Parts): Promise<string> {
  const { upload_id } = upload
  try {
    const sent = await sendAll(options, upload_id, parts)
    const complete = { method: 'POST' as const, path: 'job_helpers/multipart_upload/complete' }
    await request(options, { ...complete, json: { upload_id, parts: sent } })
    return upload.file_key
  } catch (error) {
    const abort = { method: 'DELETE' as const, path: 'job_helpers/multipart_upload/abort', query: { upload_id } }
    // Also when the caller gave up: the server would keep the parts for a week. The first failure is the one to tell.
    await request({ ...options, signal: undefined }, abort).catch(() => undefined)
    throw error
  }
}

/** Sends the parts of an iterable, some at once; the first failure ends the taking of new ones. */
async function sendAll(options: ConnectionOptions, upload_id: string, parts: Parts): Promise<SentPart[]> {
  const sent: SentPart[] = []
  const running = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined
  let part_number = 0
  for await (const body of parts) {
    part_number += 1
    const number = part_number
    const sending: Promise<void> = sendPart(options, { upload_id, part_number: number }, body)
      .then((part) => {
        sent[number - 1] = part
      })
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => running.delete(sending))
    running.add(sending)
    if (running.size >= CONCURRENCY) await Promise.race(running)
    if (failure) break
  }
  await Promise.all(running)
  if (failure) throw failure.error
  return sent
}

function sendPart(options: ConnectionOptions, query: { upload_id: string; part_number: number }, body: Body) {
  const headers = { 'content-type': 'application/octet-stream' }
  const call = { method: 'PUT' as const, path: 'job_helpers/multipart_upload/part', query, headers, body }
  return retried(() => requestJson<SentPart>(options, call), options.signal)
}
