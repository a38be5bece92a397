'use client'

import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { Tabs } from '@/components/ui/tabs'
import { contentUrl, inlineUrl } from '@/lib/objects/queries'
import type { Metadata } from '@/lib/objects/schema'
import { useExplorer } from './explorer-context'
import { FileDetails } from './file-details'
import { useFileView } from './use-file-view'

// Readers of many formats are heavy: the list must not wait for them.
const FilePreview = dynamic(() => import('@/components/previews/file-preview').then((module) => module.FilePreview), {
  ssr: false,
  loading: () => <SkeletonRows rows={6} label="Loading the preview" />,
})

/** The preview of a file and its details. */
export function FileViews({ fileKey, metadata }: { fileKey: string; metadata: Metadata }) {
  const { workspace, place } = useExplorer()
  const [view, setView] = useFileView()
  const file = useMemo(() => {
    const address = { storage: place.storage, key: fileKey }
    return {
      key: fileKey,
      name: fileKey.slice(place.prefix.length),
      size: metadata.size_in_bytes,
      etag: metadata.etag,
      contentType: metadata.mime_type,
      url: contentUrl(workspace, address),
      inlineUrl: inlineUrl(workspace, address),
    }
  }, [fileKey, metadata, workspace, place.storage, place.prefix])
  const preview = <FilePreview key={`${file.url} ${file.etag}`} file={file} fullScreen={place.full} />
  return (
    <Tabs
      label="Views of the file"
      value={view}
      onValueChange={setView}
      className="flex-1"
      contentClassName="flex flex-col"
      tabs={[
        { value: 'preview', label: 'Preview', content: preview },
        { value: 'details', label: 'Details', content: <FileDetails fileKey={fileKey} metadata={metadata} /> },
      ]}
    />
  )
}
