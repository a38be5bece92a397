'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import type { Tab } from '@/components/ui/tabs'
import type { PreviewFile } from '@/lib/previews/preview'
import { previewQueries } from '@/lib/previews/queries'
import { FirstLook } from './first-look'
import { PreviewBoundary } from './preview-boundary'
import { PreviewLoading } from './preview-loading'
import { PreviewFrame, PreviewTabs } from './preview-tabs'
import type { ViewerProps } from './viewer-props'
import { hasOwnTabs, viewers } from './viewers'

interface FilePreviewProps {
  file: PreviewFile
  fullScreen: boolean
  /** Further views of the file, after those that its kind has. */
  extraTabs?: Tab[]
}

const NO_TABS: Tab[] = []

/** The inside of a file, whatever it is. The frame around it, name and actions are the caller's. */
export function FilePreview({ file, fullScreen, extraTabs = NO_TABS }: FilePreviewProps) {
  const { data: choice, error, refetch, isFetching } = useQuery(previewQueries.choice(file))
  const notice = choice?.notice ?? null
  const frame = useMemo(() => ({ extraTabs, notice }), [extraTabs, notice])
  return (
    <PreviewFrame value={frame}>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden bg-bg">
        {choice ? (
          <PreviewBoundary key={`${file.url} ${file.etag} ${choice.kind}`}>
            <FirstLook value={choice.cost}>
              <Viewer {...{ file, fullScreen }} kind={choice.kind} label={choice.label} head={choice.head} />
            </FirstLook>
          </PreviewBoundary>
        ) : (
          <OneView>
            {error ? (
              <ErrorNote className="m-3" error={error} retrying={isFetching} onRetry={() => void refetch()} />
            ) : (
              <PreviewLoading />
            )}
          </OneView>
        )}
      </div>
    </PreviewFrame>
  )
}

function Viewer({ kind, ...props }: ViewerProps & { kind: keyof typeof viewers }) {
  const Chosen = viewers[kind]
  if (hasOwnTabs(kind)) return <Chosen {...props} />
  return (
    <OneView>
      <Chosen {...props} />
    </OneView>
  )
}

const OneView = ({ children }: { children: ReactNode }) => (
  <PreviewTabs tabs={[{ value: 'preview', label: 'Preview', content: children }]} />
)
