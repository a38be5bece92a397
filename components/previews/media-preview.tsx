'use client'

import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { AppError } from '@/lib/errors'
import { DownloadButton } from './download-button'
import { PreviewFoot } from './preview-foot'
import { PreviewNotice } from './preview-notice'
import { useInlineSource } from './use-inline-source'
import type { ViewerProps } from './viewer-props'

/** A recording, played by the browser, which reads it by range. */
export function AudioPreview(props: ViewerProps) {
  return (
    <Player {...props}>
      {(player) => (
        <audio controls preload="metadata" aria-label={props.file.name} className="w-full max-w-xl" {...player} />
      )}
    </Player>
  )
}

/** A film, played by the browser, which reads it by range. */
export function VideoPreview(props: ViewerProps) {
  const [soundOnly, setSoundOnly] = useState(false)
  return (
    <>
      {soundOnly && (
        <PreviewNotice action={<DownloadButton file={props.file} />}>
          This browser cannot play the picture of this film, only its sound. Download it to see it.
        </PreviewNotice>
      )}
      <Player {...props} onReady={(video) => setSoundOnly(video instanceof HTMLVideoElement && !video.videoWidth)}>
        {(player) => (
          <video
            controls
            preload="metadata"
            aria-label={props.file.name}
            className="max-h-full max-w-full"
            {...player}
          />
        )}
      </Player>
    </>
  )
}

interface PlayerState {
  src: string | undefined
  ref: (player: HTMLMediaElement | null) => void
  onError: (event: SyntheticEvent<HTMLMediaElement>) => void
  onLoadedMetadata: (event: SyntheticEvent<HTMLMediaElement>) => void
}

interface PlayerProps extends Pick<ViewerProps, 'file' | 'label' | 'head'> {
  children: (player: PlayerState) => ReactNode
  onReady?: (player: HTMLMediaElement) => void
}

function Player({ file, label, head, children, onReady }: PlayerProps) {
  const { src, stats } = useInlineSource({ file, head })
  const [failed, setFailed] = useState(false)
  const [seconds, setSeconds] = useState<number | null>(null)
  if (failed) return <Unplayed file={file} label={label} onRetry={() => setFailed(false)} />
  function settle(player: HTMLMediaElement | null) {
    if (player?.error) setFailed(true)
    else if (player && player.readyState >= HTMLMediaElement.HAVE_METADATA) {
      setSeconds(player.duration)
      onReady?.(player)
    }
  }
  const follow = ({ currentTarget }: SyntheticEvent<HTMLMediaElement>) => settle(currentTarget)
  return (
    <>
      <div className="flex min-h-0 flex-1 items-center justify-center bg-sunken p-gutter">
        {/* A player can fail or be ready before it is on the page, when its events reach nobody yet: hence the ref. */}
        {children({ src, ref: settle, onError: follow, onLoadedMetadata: follow })}
      </div>
      <PreviewFoot stats={stats} total={file.size} reader="browser">
        {seconds !== null && Number.isFinite(seconds) && <span>{clock(seconds)}</span>}
      </PreviewFoot>
    </>
  )
}

function Unplayed({ file, label, onRetry }: Pick<ViewerProps, 'file' | 'label'> & { onRetry: () => void }) {
  const error = new AppError(
    'invalid',
    `This browser cannot play this file: ${label} that is damaged, or in a format that the browser does not know. Download it to play it.`,
  )
  return (
    <ErrorNote className="m-3" error={error} onRetry={onRetry}>
      <DownloadButton file={file} />
    </ErrorNote>
  )
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
