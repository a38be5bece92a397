import { uploadUrl } from '@/lib/objects/queries'
import { mayGoDirectly } from './direct-access'
import { sendBody } from './send-body'
import { sendDirectly } from './send-directly'
import { toUploadFailure } from './to-upload-failure'
import type { Upload, UploadFailure } from './upload-queue'

export type SendOptions = { onProgress: (sent: number) => void; signal: AbortSignal }

/** A smaller file is stored by one request through the server before a direct way is even asked for. */
const WORTH_DIRECT_BYTES = 8 * 1024 ** 2

/** Sends a file, straight to the store where it is worth it and possible. Answers null, or why it failed. */
export async function sendUpload(upload: Upload, options: SendOptions): Promise<UploadFailure | null> {
  const direct = upload.file.size > WORTH_DIRECT_BYTES && (await mayGoDirectly(upload))
  return direct ? sendDirectly(upload, options) : sendThroughServer(upload, options)
}

/** As the raw body of one request: the browser reads it from disk as it goes, so its size does not matter. */
async function sendThroughServer(upload: Upload, options: SendOptions): Promise<UploadFailure | null> {
  const { workspace, storage, key, file, overwrite } = upload
  const url = uploadUrl(workspace, { storage, key, contentType: file.type, overwrite })
  const headers = { 'content-type': 'application/octet-stream' }
  const { status, text } = await sendBody(url, { method: 'POST', body: file, headers, ...options })
  return status >= 200 && status < 300 ? null : toUploadFailure(status, text)
}
