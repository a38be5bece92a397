'use client'

import { Download, Ellipsis, Link2, Maximize2, Minimize2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ByteSize } from '@/components/ui/byte-size'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import type { FileRow } from '@/lib/objects/level-rows'
import { contentUrl } from '@/lib/objects/queries'
import type { Metadata } from '@/lib/objects/schema'
import { downloadFile } from './download-file'
import { useExplorer } from './explorer-context'
import { useRowEntries } from './use-row-entries'

type FileProps = { fileKey: string; metadata: Metadata | null }
type FileHeaderProps = FileProps & { missing: boolean; onClose: () => void }

/** The open file's name, and what can be done with it. */
export function FileHeader({ fileKey, metadata, missing, onClose }: FileHeaderProps) {
  const { place } = useExplorer()
  const row = toRow(fileKey, place.prefix, metadata)
  return (
    <div className="flex min-h-12 shrink-0 items-center gap-1.5 border-b px-gutter py-1.5">
      <h2 className="min-w-0 flex-1 font-semibold text-md">
        <MiddleTruncate name={row.name || '(empty name)'} />
      </h2>
      {metadata && <ByteSize bytes={metadata.size_in_bytes} className="mr-1.5 shrink-0 text-sm text-text-2" />}
      {!missing && <FileActions fileKey={fileKey} metadata={metadata} />}
      <IconButton label="Close the file" keys="Esc" onClick={onClose}>
        <X />
      </IconButton>
    </div>
  )
}

function FileActions({ fileKey, metadata }: FileProps) {
  const { workspace, place, go, ask, mayChange } = useExplorer()
  const row = toRow(fileKey, place.prefix, metadata)
  const entries = useRowEntries([row]).filter((entry) => !(isAction(entry) && REPEATED.has(String(entry.label))))
  const Size = place.full ? Minimize2 : Maximize2
  return (
    <>
      <Button asChild>
        <a
          href={contentUrl(workspace, { storage: place.storage, key: fileKey })}
          download
          onClick={(event) => {
            if (!metadata || event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            void downloadFile({ workspace, storage: place.storage, key: fileKey, size: metadata.size_in_bytes })
          }}
        >
          <Download aria-hidden="true" />
          <span className="max-md:sr-only">Download</span>
        </a>
      </Button>
      {mayChange && (
        <Button className="max-md:hidden" onClick={() => ask({ kind: 'share', fileKey })}>
          <Link2 />
          Share
        </Button>
      )}
      <DropdownMenu
        trigger={
          <IconButton label="More actions">
            <Ellipsis />
          </IconButton>
        }
        entries={entries.slice(entries.findIndex((entry) => entry !== 'separator'))}
      />
      <span className="max-md:hidden">
        <IconButton
          label={place.full ? 'Show beside the list' : 'Open full screen'}
          onClick={() => go({ full: !place.full })}
        >
          <Size />
        </IconButton>
      </span>
    </>
  )
}

// These have buttons of their own beside the menu, or make no sense for what is open.
const REPEATED = new Set(['Open', 'Open full screen', 'Download'])

function isAction(entry: unknown): entry is { label: unknown } {
  return typeof entry === 'object' && entry !== null && 'label' in entry
}

function toRow(key: string, prefix: string, metadata: Metadata | null): FileRow {
  return {
    kind: 'file',
    key,
    name: key.startsWith(prefix) ? key.slice(prefix.length) : key,
    size: metadata?.size_in_bytes ?? 0,
    modified: metadata?.last_modified ?? new Date(0),
    etag: metadata?.etag ?? null,
  }
}
