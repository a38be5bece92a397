'use client'

import { ChevronDown, FileText } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { formatBytes } from '@/components/ui/format-bytes'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { visibleName } from '@/components/ui/visible-name'
import { explorerHref, placeOfKey } from '@/lib/objects/explorer-path'
import type { StepFile } from '@/lib/pipelines/status-schema'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { keyOf, totalSize } from './edge-files'

const SHOWN = 2
const MOST_LISTED = 100
const FILE_HEIGHT = 20
const AROUND = 32

/** How much room the files on a line take. */
export function gapOfFiles(files: readonly StepFile[] | undefined): number {
  const rows = !files ? 0 : files.length > SHOWN ? 1 : files.length
  return AROUND + (rows > 0 ? 10 + rows * FILE_HEIGHT : 0)
}

/** The files that went from one step to the next: by name, or, of many, how many they are. */
export function LineFiles({ workspace, files }: { workspace: string; files: StepFile[] }) {
  if (files.length > SHOWN) return <ManyFiles workspace={workspace} files={files} />
  return (
    <ul className="grid w-52 rounded-md bg-bg px-1">
      {files.map((file) => (
        <li key={keyOf(file)} className="flex h-5 min-w-0 items-center justify-center gap-1.5 text-sm">
          <FileText aria-hidden="true" className="size-3 shrink-0 text-text-3" />
          <Link href={hrefOf(workspace, file)} title={file.s3} className="min-w-0 text-accent hover:underline">
            <MiddleTruncate name={nameOf(file)} />
          </Link>
          {file.bytes !== undefined && <span className="shrink-0 text-text-2">{formatBytes(file.bytes)}</span>}
        </li>
      ))}
    </ul>
  )
}

function ManyFiles({ workspace, files }: { workspace: string; files: StepFile[] }) {
  const left = files.length - MOST_LISTED
  return (
    <DropdownMenu
      align="center"
      trigger={
        <Button size="sm">
          <FileText aria-hidden="true" />
          {withSize(countOf(files.length, 'file'), totalSize(files))}
          <ChevronDown aria-hidden="true" />
        </Button>
      }
      entries={[
        ...files.slice(0, MOST_LISTED).map((file) => ({
          label: withSize(visibleName(nameOf(file)), file.bytes),
          href: hrefOf(workspace, file),
        })),
        ...(left > 0 ? [{ heading: `and ${countOf(left, 'more file')}` }] : []),
      ]}
    />
  )
}

function withSize(text: string, bytes: number | undefined): string {
  return bytes === undefined ? text : `${text}, ${formatBytes(bytes)}`
}

function hrefOf(workspace: string, { storage = PRIMARY_STORAGE, s3 }: StepFile): string {
  return explorerHref(workspace, placeOfKey(storage, s3))
}

function nameOf({ s3 }: StepFile): string {
  return s3.slice(s3.lastIndexOf('/') + 1) || s3
}
