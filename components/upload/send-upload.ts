import { uploadUrl } from '@/lib/objects/queries'
import { toUploadFailure } from './to-upload-failure'
import type { Upload, UploadFailure } from './upload-queue'

export type SendOptions = { onProgress: (sent: number) => void; signal: AbortSignal }

/**
 * Sends a file as the raw body of one request: the browser reads it from disk as it goes, so its size does not matter.
 * Answers null, or why it failed. XMLHttpRequest, since fetch does not tell how much of a body has left.
 */
export function sendUpload(upload: Upload, { onProgress, signal }: SendOptions): Promise<UploadFailure | null> {
  const { workspace, storage, key, file, overwrite } = upload
  const { promise, settle } = deferred()
  const request = new XMLHttpRequest()
  request.open('POST', uploadUrl(workspace, { storage, key, contentType: file.type, overwrite }))
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.upload.onprogress = (event) => onProgress(event.loaded)
  request.onload = () => settle(request.status < 300 ? null : toUploadFailure(request.status, request.responseText))
  request.onerror = () => settle(toUploadFailure(0, ''))
  request.onabort = () => settle(toUploadFailure(0, ''))
  signal.addEventListener('abort', () => request.abort(), { once: true })
  request.send(file)
  return promise
}

function deferred() {
  let settle: (failure: UploadFailure | null) => void = () => {}
  const promise = new Promise<UploadFailure | null>((resolve) => {
    settle = resolve
  })
  return { promise, settle }
}
