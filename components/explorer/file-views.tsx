'use client'

import { useMemo } from 'react'
import { FilePreview } from '@/components/previews/file-preview'
import { contentUrl, inlineUrl } from '@/lib/objects/queries'
import type { Metadata } from '@/lib/objects/schema'
import { useExplorer } from './explorer-context'
import { FileDetails } from './file-details'

/** The preview of a file and its details. */
export function FileViews({ fileKey, metadata }: { fileKey: string; metadata: Metadata }) {
  const { workspace, place } = useExplorer()
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
  const extraTabs = useMemo(
    () => [{ value: 'details', label: 'Details', content: <FileDetails fileKey={fileKey} metadata={metadata} /> }],
    [fileKey, metadata],
  )
  return <FilePreview key={`${file.url} ${file.etag}`} file={file} fullScreen={place.full} extraTabs={extraTabs} />
}
