'use client'

import { ErrorNote } from '@/components/ui/error-note'
import { httpByteSource } from '@/lib/previews/http-byte-source'
import { openText } from '@/lib/previews/text-lines'
import { PreviewLoading } from './preview-loading'
import { TextView } from './text-view'
import { useOpened } from './use-opened'
import type { ViewerProps } from './viewer-props'

/** Text of any size, read where it is looked at. */
export function TextPreview({ file, head }: ViewerProps) {
  const { url, size, etag } = file
  const opened = useOpened(
    `${url} ${etag}`,
    async (signal) => {
      const source = httpByteSource({ url, size, etag, head })
      const lines = await openText(source, signal)
      await lines.load(0, signal)
      return { source, lines }
    },
    () => undefined,
  )
  if (opened.state === 'opening') return <PreviewLoading />
  if (opened.state === 'failed') return <ErrorNote className="m-3" error={opened.error} onRetry={opened.retry} />
  return <TextView file={file} {...opened.value} />
}
