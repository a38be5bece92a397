'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format-bytes'
import { AppError } from '@/lib/errors'
import { byteString } from '@/lib/previews/encoding'
import { previewQueries } from '@/lib/previews/queries'
import { DownloadButton } from './download-button'
import { Picture } from './picture'
import { PreviewLoading } from './preview-loading'
import type { ViewerProps } from './viewer-props'

const MAX_SVG_BYTES = 4 * 1024 * 1024

/** A drawing as a picture: in an `<img>` its scripts do not run and it loads nothing. */
export function SvgPreview({ file, head }: ViewerProps) {
  const small = file.size <= MAX_SVG_BYTES
  const { data, error, refetch } = useQuery({ ...previewQueries.whole(file, head), enabled: small })
  const src = useMemo(() => data && dataUrl(data.bytes), [data])
  if (!small) {
    const tooLarge = new AppError(
      'invalid',
      `This drawing has ${formatBytes(file.size)}; up to ${formatBytes(MAX_SVG_BYTES)} are shown. Download it to open it.`,
    )
    return (
      <ErrorNote className="m-3" error={tooLarge}>
        <DownloadButton file={file} />
      </ErrorNote>
    )
  }
  if (error) return <ErrorNote className="m-3" error={error} onRetry={() => void refetch()} />
  return data && src ? <Picture file={file} src={src} stats={data.cost} /> : <PreviewLoading />
}

/** Opened in a tab of its own, a `data:` address belongs to no site, whereas a script behind a `blob:` one would run in ours. */
const dataUrl = (bytes: Uint8Array) => `data:image/svg+xml;base64,${btoa(byteString(bytes))}`
