'use client'

import { type ReactNode, useState } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format-bytes'
import { AppError } from '@/lib/errors'
import type { ViewerProps } from './viewer-props'

/** A recording, played by the browser, which reads it by range. */
export function AudioPreview({ file }: ViewerProps) {
  return (
    <Player file={file}>
      {({ onFail, onLength }) => (
        // biome-ignore lint/a11y/useMediaCaption: nobody has captions for the files of a bucket.
        <audio
          controls
          preload="metadata"
          src={file.inlineUrl}
          className="w-full max-w-xl"
          onError={onFail}
          onLoadedMetadata={(event) => onLength(event.currentTarget.duration)}
        />
      )}
    </Player>
  )
}

/** A film, played by the browser, which reads it by range. */
export function VideoPreview({ file }: ViewerProps) {
  return (
    <Player file={file}>
      {({ onFail, onLength }) => (
        // biome-ignore lint/a11y/useMediaCaption: nobody has captions for the files of a bucket.
        <video
          controls
          preload="metadata"
          src={file.inlineUrl}
          className="max-h-full max-w-full"
          onError={onFail}
          onLoadedMetadata={(event) => onLength(event.currentTarget.duration)}
        />
      )}
    </Player>
  )
}

interface PlayerEvents {
  onFail: () => void
  onLength: (seconds: number) => void
}

function Player({ file, children }: Pick<ViewerProps, 'file'> & { children: (events: PlayerEvents) => ReactNode }) {
  const [failed, setFailed] = useState(false)
  const [seconds, setSeconds] = useState<number | null>(null)
  if (failed) {
    const error = new AppError(
      'invalid',
      'The browser cannot play this file: it is damaged or of a kind that it does not know. Download it to open it.',
    )
    return <ErrorNote className="m-3" error={error} onRetry={() => setFailed(false)} />
  }
  return (
    <>
      <div className="flex min-h-0 flex-1 items-center justify-center bg-sunken p-gutter">
        {children({ onFail: () => setFailed(true), onLength: setSeconds })}
      </div>
      <footer className="flex min-h-7 shrink-0 items-center gap-3 border-t bg-sunken px-gutter text-sm text-text-2 tabular-nums">
        {seconds !== null && Number.isFinite(seconds) && <span>{clock(seconds)}</span>}
        <span>{formatBytes(file.size)}</span>
      </footer>
    </>
  )
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
