'use client'

import { ErrorNote } from '@/components/ui/error-note'
import { AppError } from '@/lib/errors'
import { httpByteSource } from '@/lib/previews/http-byte-source'
import { openPdf } from './open-pdf'
import { PdfView } from './pdf-view'
import { PreviewLoading } from './preview-loading'
import { useOpened } from './use-opened'
import type { ViewerProps } from './viewer-props'

/** A PDF, drawn page by page by a reader that runs no scripts. */
export function PdfPreview({ file, head }: ViewerProps) {
  const { url, size, etag } = file
  const opened = useOpened(
    `${url} ${etag}`,
    async (signal) => {
      const source = httpByteSource({ url, size, etag, head })
      return { source, document: await openPdf(source, signal) }
    },
    ({ document }) => void document.loadingTask.destroy(),
  )
  if (opened.state === 'opening') return <PreviewLoading />
  if (opened.state === 'failed')
    return <ErrorNote className="m-3" error={toSentence(opened.error)} onRetry={opened.retry} />
  return <PdfView file={file} {...opened.value} />
}

/** The reader's own errors, in words. */
function toSentence(error: unknown): unknown {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException')
    return new AppError('invalid', 'This PDF is protected by a password. Download it to open it.', { cause: error })
  if (name === 'InvalidPDFException' || name === 'FormatError') {
    return new AppError(
      'invalid',
      'This PDF is damaged and cannot be shown. Download it to see whether another reader can open it.',
      { cause: error },
    )
  }
  return error
}
