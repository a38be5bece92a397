'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format-bytes'
import { Segmented } from '@/components/ui/segmented'
import { AppError } from '@/lib/errors'
import { previewQueries } from '@/lib/previews/queries'
import { PreviewLoading } from './preview-loading'
import type { ViewerProps } from './viewer-props'

const MAX_SVG_BYTES = 8 * 1024 * 1024

/** A picture. An SVG is shown as a picture too: in an `<img>` its scripts do not run and it loads nothing. */
export function ImagePreview({ file, label }: ViewerProps & { label: string }) {
  if (label !== 'text') return <Picture file={file} src={file.inlineUrl} />
  return <SvgPicture file={file} />
}

function SvgPicture({ file }: Pick<ViewerProps, 'file'>) {
  const { data, error, refetch } = useQuery({
    ...previewQueries.head(file, MAX_SVG_BYTES),
    enabled: file.size <= MAX_SVG_BYTES,
  })
  const [src, setSrc] = useState<string | null>(null)
  useEffect(() => {
    if (!data) return
    const url = URL.createObjectURL(new Blob([new Uint8Array(data)], { type: 'image/svg+xml' }))
    setSrc(url)
    return () => URL.revokeObjectURL(url)
  }, [data])
  if (file.size > MAX_SVG_BYTES) {
    const tooLarge = new AppError(
      'invalid',
      `This drawing has ${formatBytes(file.size)}; up to ${formatBytes(MAX_SVG_BYTES)} are shown. Download it to open it.`,
    )
    return <ErrorNote className="m-3" error={tooLarge} />
  }
  if (error) return <ErrorNote className="m-3" error={error} onRetry={() => void refetch()} />
  return src ? <Picture file={file} src={src} /> : <PreviewLoading />
}

function Picture({ file, src }: Pick<ViewerProps, 'file'> & { src: string }) {
  const [zoom, setZoom] = useState('fit')
  const [failed, setFailed] = useState(false)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  if (failed) {
    const error = new AppError(
      'invalid',
      'The browser cannot show this picture: it is damaged or of a kind that it does not know. Download it to open it.',
    )
    return <ErrorNote className="m-3" error={error} onRetry={() => setFailed(false)} />
  }
  return (
    <>
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
      <footer className="flex min-h-10 shrink-0 items-center gap-3 border-t bg-sunken px-gutter py-1 text-sm text-text-2 tabular-nums">
        {size && (
          <span>
            {size.width} × {size.height} px
          </span>
        )}
        <span>{formatBytes(file.size)}</span>
        <Segmented
          label="Zoom"
          className="ml-auto"
          value={zoom}
          onValueChange={setZoom}
          options={[
            { value: 'fit', label: 'Fit' },
            { value: 'full', label: '100 %' },
          ]}
        />
      </footer>
    </>
  )
}
