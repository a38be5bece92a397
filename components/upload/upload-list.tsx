'use client'

import { Check, RotateCw, X } from 'lucide-react'
import { formatCount } from '@/components/ui/format-bytes'
import { IconButton } from '@/components/ui/icon-button'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { ProgressBar } from '@/components/ui/progress-bar'
import { visibleName } from '@/components/ui/visible-name'
import { isUnfinished, type Upload, type UploadQueue, type UploadStatus } from './upload-queue'
import { uploads } from './uploads'

// What moves and what needs the person comes first; nobody reads thousands of names here.
const ORDER: UploadStatus[] = ['failed', 'sending', 'waiting', 'cancelled', 'done']
const SHOWN = 50

/** The files of the tray. */
export function UploadList({ queue }: { queue: UploadQueue }) {
  const shown = ORDER.flatMap((status) => queue.filter((upload) => upload.status === status)).slice(0, SHOWN)
  return (
    <ul className="max-h-56 overflow-y-auto border-t py-1">
      {shown.map((upload) => (
        <UploadLine key={upload.id} upload={upload} />
      ))}
      {queue.length > shown.length && (
        <li className="px-3 py-1.5 text-sm text-text-2">And {formatCount(queue.length - shown.length)} more</li>
      )}
    </ul>
  )
}

function UploadLine({ upload }: { upload: Upload }) {
  const { id, key, status, failure } = upload
  const name = key.slice(key.lastIndexOf('/') + 1)
  return (
    <li className="grid gap-0.5 px-3 py-1">
      <div className="flex min-h-6 min-w-0 items-center gap-1.5">
        <span className="min-w-0 flex-1">
          <MiddleTruncate name={name} />
        </span>
        <State upload={upload} />
        {failure?.kind === 'taken' && (
          <button
            type="button"
            className="shrink-0 rounded-sm px-1 font-medium text-accent text-sm hover:bg-hover"
            onClick={() => uploads.retry(id, { overwrite: true })}
          >
            Replace
          </button>
        )}
        {status === 'failed' && failure?.kind !== 'taken' && (
          <IconButton label={`Retry ${visibleName(name)}`} size="sm" onClick={() => uploads.retry(id)}>
            <RotateCw />
          </IconButton>
        )}
        {isUnfinished(upload) && (
          <IconButton label={`Cancel ${visibleName(name)}`} size="sm" onClick={() => uploads.cancel(id)}>
            <X />
          </IconButton>
        )}
      </div>
      {status === 'sending' && <ProgressBar label={visibleName(name)} value={shareOf(upload)} className="h-0.5" />}
      {failure && <p className="break-words text-bad text-sm [overflow-wrap:anywhere]">{failure.message}</p>}
    </li>
  )
}

function State({ upload }: { upload: Upload }) {
  if (upload.status === 'done') return <Check role="img" aria-label="Uploaded" className="size-4 shrink-0 text-ok" />
  return <span className="shrink-0 text-sm text-text-2">{labelOf(upload)}</span>
}

function labelOf(upload: Upload): string {
  switch (upload.status) {
    case 'waiting':
      return upload.attempts > 0 ? 'Trying again' : 'Waiting'
    case 'sending':
      // All bytes are away, the store has not said yet that it has them.
      return shareOf(upload) >= 1 ? 'Storing' : `${Math.floor(shareOf(upload) * 100)} %`
    case 'cancelled':
      return 'Cancelled'
    case 'failed':
      return 'Failed'
    case 'done':
      return 'Uploaded'
  }
}

function shareOf({ sent, file }: Upload): number {
  return file.size === 0 ? 0 : sent / file.size
}
