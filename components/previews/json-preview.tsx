'use client'

import { use } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format-bytes'
import { addStats } from '@/lib/previews/byte-source'
import { httpByteSource } from '@/lib/previews/http-byte-source'
import { MAX_JSON_BYTES, openJson } from '@/lib/previews/json'
import { FirstLook } from './first-look'
import { JsonView } from './json-view'
import { PreviewLoading } from './preview-loading'
import { PreviewNotice } from './preview-notice'
import { TextPreview } from './text-preview'
import { useOpened } from './use-opened'
import type { ViewerProps } from './viewer-props'

/** JSON as a tree; as text where it is too long for one or not JSON, with the reason. */
export function JsonPreview(props: ViewerProps) {
  if (props.file.size <= MAX_JSON_BYTES) return <JsonTreePreview {...props} />
  return (
    <>
      <PreviewNotice>
        Shown as text: the tree is for JSON of up to {formatBytes(MAX_JSON_BYTES)}, this file has{' '}
        {formatBytes(props.file.size)}.
      </PreviewNotice>
      <TextPreview {...props} />
    </>
  )
}

function JsonTreePreview(props: ViewerProps) {
  const look = use(FirstLook)
  const { head } = props
  const { url, size, etag } = props.file
  const opened = useOpened(
    `${url} ${etag}`,
    async (signal) => {
      const source = httpByteSource({ url, size, etag, head })
      return { source, json: await openJson(source, signal) }
    },
    () => undefined,
  )
  if (opened.state === 'opening') return <PreviewLoading />
  if (opened.state === 'failed') return <ErrorNote className="m-3" error={opened.error} onRetry={opened.retry} />
  const { json, source } = opened.value
  if (json.valid) return <JsonView file={props.file} {...json} stats={source.stats} />
  return (
    <>
      <PreviewNotice>{json.mistake}</PreviewNotice>
      <FirstLook value={addStats(look, source.stats)}>
        <TextPreview {...props} head={json.bytes} />
      </FirstLook>
    </>
  )
}
