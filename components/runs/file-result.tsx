'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Download, FolderOpen } from 'lucide-react'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { downloadFile } from '@/components/explorer/download-file'
import { FilePreview } from '@/components/previews/file-preview'
import { Button } from '@/components/ui/button'
import { ByteSize } from '@/components/ui/byte-size'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { IconButton } from '@/components/ui/icon-button'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { visibleName } from '@/components/ui/visible-name'
import { explorerHref, placeOfKey } from '@/lib/objects/explorer-path'
import { contentUrl, inlineUrl, objectQueries } from '@/lib/objects/queries'
import type { Metadata } from '@/lib/objects/schema'
import type { ResultFile } from './read-result'

type FileResultProps = {
  workspace: string
  file: ResultFile /** Whether its preview shows at first. */
  opened: boolean
}

/** A file that a run returned: it downloads, opens in the explorer and previews in place. */
export function FileResult({ workspace, file, opened }: FileResultProps) {
  const [open, setOpen] = useState(opened)
  const { data, error, isPending, refetch } = useQuery(objectQueries.metadata(workspace, file))
  const name = visibleName(file.filename)
  return (
    <section aria-label={name} className="min-w-0 overflow-hidden rounded-md border">
      <div className="flex min-h-11 items-center gap-1.5 bg-sunken py-1 pr-2 pl-1">
        <IconButton
          label={open ? `Hide ${name}` : `Preview ${name}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight className={cn('transition-transform', open && 'rotate-90')} />
        </IconButton>
        <span className="min-w-0 flex-1 font-medium">
          <MiddleTruncate name={file.filename} />
        </span>
        {data && <ByteSize bytes={data.size_in_bytes} className="mr-1 shrink-0 text-sm text-text-2" />}
        <DownloadFile workspace={workspace} file={file} size={data?.size_in_bytes} />
        <Button asChild>
          <Link
            href={explorerHref(workspace, placeOfKey(file.storage, file.key))}
            aria-label={`Show ${name} in the explorer`}
          >
            <FolderOpen aria-hidden="true" />
            <span className="max-md:sr-only">Explorer</span>
          </Link>
        </Button>
      </div>
      {open && isPending && <SkeletonRows rows={4} label="Loading the file" />}
      {open && error && (
        <ErrorNote error={error} className="m-3" title="The file could not be opened" onRetry={() => void refetch()} />
      )}
      {open && data && <Preview workspace={workspace} file={file} metadata={data} />}
    </section>
  )
}

function DownloadFile({ workspace, file, size }: Omit<FileResultProps, 'opened'> & { size: number | undefined }) {
  if (!file.download) return <span className="shrink-0 text-sm text-text-2">Download disabled</span>
  return (
    <Button asChild>
      <a
        href={contentUrl(workspace, file)}
        download={file.filename}
        aria-label={`Download ${visibleName(file.filename)}`}
        onClick={(event) => {
          if (size === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          void downloadFile({ workspace, storage: file.storage, key: file.key, size })
        }}
      >
        <Download aria-hidden="true" />
        <span className="max-md:sr-only">Download</span>
      </a>
    </Button>
  )
}

type PreviewProps = { workspace: string; file: ResultFile; metadata: Metadata }

function Preview({ workspace, file, metadata }: PreviewProps) {
  const { storage, key, filename } = file
  const shown = useMemo(
    () => ({
      key,
      name: filename,
      size: metadata.size_in_bytes,
      etag: metadata.etag,
      contentType: metadata.mime_type,
      url: contentUrl(workspace, { storage, key }),
      inlineUrl: inlineUrl(workspace, { storage, key }),
    }),
    [workspace, storage, key, filename, metadata],
  )
  return (
    <div className="flex h-[420px] min-w-0 flex-col border-t">
      <FilePreview file={shown} fullScreen={false} />
    </div>
  )
}
