'use client'

import { useQuery } from '@tanstack/react-query'
import { ErrorNote } from '@/components/ui/error-note'
import type { PreviewFile } from '@/lib/previews/preview'
import { previewQueries } from '@/lib/previews/queries'
import { FirstLook } from './first-look'
import { PreviewBoundary } from './preview-boundary'
import { PreviewLoading } from './preview-loading'
import { PreviewNotice } from './preview-notice'
import { viewers } from './viewers'

/** The inside of a file, whatever it is. The frame around it, name and actions are the caller's. */
export function FilePreview({ file, fullScreen }: { file: PreviewFile; fullScreen: boolean }) {
  const { data: choice, error, refetch, isFetching } = useQuery(previewQueries.choice(file))
  const id = `${file.url} ${file.etag}`
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden bg-bg">
      {error && <ErrorNote className="m-3" error={error} retrying={isFetching} onRetry={() => void refetch()} />}
      {!error && !choice && <PreviewLoading />}
      {choice?.notice && <PreviewNotice>{choice.notice}</PreviewNotice>}
      {choice && (
        <PreviewBoundary key={`${id} ${choice.kind}`}>
          <FirstLook value={choice.cost}>
            <Viewer file={file} fullScreen={fullScreen} kind={choice.kind} label={choice.label} />
          </FirstLook>
        </PreviewBoundary>
      )}
    </div>
  )
}

function Viewer({
  kind,
  ...props
}: {
  file: PreviewFile
  fullScreen: boolean
  kind: keyof typeof viewers
  label: string
}) {
  const Chosen = viewers[kind]
  return <Chosen {...props} />
}
