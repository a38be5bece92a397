'use client'

import { useState } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { AppError } from '@/lib/errors'
import type { ReadStats } from '@/lib/previews/byte-source'
import { DownloadButton } from './download-button'
import { PreviewFoot } from './preview-foot'
import type { ViewerProps } from './viewer-props'

interface PictureProps extends Pick<ViewerProps, 'file'> {
  src: string
  stats: ReadStats
  reader?: 'browser'
}

const ZOOMS = [
  { value: 'fit', label: 'Fit' },
  { value: 'full', label: '100 %' },
]

/** An image at the size of the panel or at its own. */
export function Picture({ file, src, stats, reader }: PictureProps) {
  const [zoom, setZoom] = useState('fit')
  const [failed, setFailed] = useState(false)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  if (failed) return <Unseen file={file} onRetry={() => setFailed(false)} />
  return (
    <>
      <div className="flex shrink-0 items-center border-b px-gutter py-1.5">
        <Segmented label="Zoom" options={ZOOMS} value={zoom} onValueChange={setZoom} />
      </div>
      <div
        className={`flex min-h-0 flex-1 overflow-auto bg-sunken p-gutter ${zoom === 'fit' ? 'items-center justify-center' : ''}`}
      >
        {/* biome-ignore lint/performance/noImgElement: bytes of a bucket must not pass through an image optimiser. */}
        <img
          src={src}
          alt={file.name}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize({ width: naturalWidth, height: naturalHeight })
          }
          onError={() => setFailed(true)}
          className={zoom === 'fit' ? 'max-h-full max-w-full object-contain' : 'm-auto max-w-none'}
        />
      </div>
      <PreviewFoot {...{ stats, reader }} total={file.size}>
        {size && (
          <span>
            {size.width} × {size.height} px
          </span>
        )}
      </PreviewFoot>
    </>
  )
}

function Unseen({ file, onRetry }: Pick<ViewerProps, 'file'> & { onRetry: () => void }) {
  const error = new AppError(
    'invalid',
    'This browser cannot show this picture: it is damaged or of a kind that the browser does not know. Download it to open it.',
  )
  return (
    <ErrorNote className="m-3" error={error} onRetry={onRetry}>
      <DownloadButton file={file} />
    </ErrorNote>
  )
}
