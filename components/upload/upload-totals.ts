import { isUnfinished, type UploadQueue } from './upload-queue'

export type UploadTotals = {
  files: number
  done: number
  failed: number
  cancelled: number
  unfinished: number
  bytes: number
  sent: number
}

/** The sum of a queue. What was cancelled or has failed no longer counts as work to do. */
export function totalUploads(queue: UploadQueue): UploadTotals {
  const totals: UploadTotals = { files: 0, done: 0, failed: 0, cancelled: 0, unfinished: 0, bytes: 0, sent: 0 }
  for (const upload of queue) {
    totals.files++
    if (upload.status === 'done') totals.done++
    if (upload.status === 'failed') totals.failed++
    if (upload.status === 'cancelled') totals.cancelled++
    if (isUnfinished(upload)) totals.unfinished++
    if (upload.status === 'done' || isUnfinished(upload)) {
      totals.bytes += upload.file.size
      totals.sent += upload.sent
    }
  }
  return totals
}
