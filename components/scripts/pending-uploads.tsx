'use client'

import { RotateCw, X } from 'lucide-react'
import { formatBytes } from '@/components/ui/format-bytes'
import { IconButton } from '@/components/ui/icon-button'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { ProgressBar } from '@/components/ui/progress-bar'
import { visibleName } from '@/components/ui/visible-name'
import type { Upload, UploadQueue } from '@/components/upload/upload-queue'

type PendingUploadsProps = { uploads: UploadQueue; onCancel: (id: number) => void; onRetry: (id: number) => void }

/** Files on their way into the storage, and those that did not get there. */
export function PendingUploads({ uploads, onCancel, onRetry }: PendingUploadsProps) {
  if (uploads.length === 0) return null
  return (
    <ul aria-label="Uploads" className="grid gap-1.5">
      {uploads.map((upload) => (
        <li key={upload.id} className="grid gap-1 rounded-md border py-1 pr-1 pl-2.5">
          <div className="flex min-w-0 items-center gap-2">
            <MiddleTruncate name={upload.file.name} className="flex-1" />
            <span className="shrink-0 text-sm text-text-2">{progressText(upload)}</span>
            {upload.status === 'failed' && (
              <IconButton size="sm" label={`Retry ${visibleName(upload.file.name)}`} onClick={() => onRetry(upload.id)}>
                <RotateCw />
              </IconButton>
            )}
            {upload.status !== 'failed' && (
              <IconButton
                size="sm"
                label={`Cancel ${visibleName(upload.file.name)}`}
                onClick={() => onCancel(upload.id)}
              >
                <X />
              </IconButton>
            )}
          </div>
          {upload.failure ? (
            <p role="alert" className="break-words text-bad text-sm [overflow-wrap:anywhere]">
              {upload.failure.message}
            </p>
          ) : (
            <ProgressBar label={`Uploading ${visibleName(upload.file.name)}`} value={shareOf(upload)} />
          )}
        </li>
      ))}
    </ul>
  )
}

function shareOf({ sent, file }: Upload): number {
  return file.size === 0 ? 0 : sent / file.size
}

function progressText(upload: Upload): string {
  if (upload.status === 'failed') return 'Failed'
  if (upload.status === 'waiting') return 'Waiting'
  // All bytes are away, the store has not said yet that it has them.
  if (shareOf(upload) >= 1) return 'Storing'
  return `${formatBytes(upload.sent)} of ${formatBytes(upload.file.size)}`
}
