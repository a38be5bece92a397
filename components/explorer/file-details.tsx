'use client'

import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { formatBytes, formatExactBytes } from '@/components/ui/format-bytes'
import { formatIso } from '@/components/ui/format-time'
import { RelativeTime } from '@/components/ui/relative-time'
import { VisibleText } from '@/components/ui/visible-text'
import type { Metadata } from '@/lib/objects/schema'
import { useExplorer } from './explorer-context'
import { FileRuns } from './file-runs'
import { s3Address } from './s3-address'
import { sdkSnippets } from './sdk-snippets'

/** Everything that is known about a file, and how scripts name it. */
export function FileDetails({ fileKey, metadata }: { fileKey: string; metadata: Metadata }) {
  const { place, workspace } = useExplorer()
  const address = s3Address(place.storage, fileKey)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <dl className="px-gutter py-2">
        <Copyable label="Key" value={fileKey} what="key" />
        <Copyable label="Address" value={address} what="s3:// address" />
        <Facts metadata={metadata} />
      </dl>
      <Group title="Metadata" empty="No metadata was stored with this file.">
        {Object.entries(metadata.metadata).map(([name, value]) => (
          <Fact key={name} label={name} mono>
            <VisibleText name={value} />
          </Fact>
        ))}
      </Group>
      <FileRuns workspace={workspace} storage={place.storage} fileKey={fileKey} />
      <section className="border-t px-gutter py-3">
        <h3 className="mb-1.5 font-semibold">In a script</h3>
        <div className="grid gap-2">
          {sdkSnippets(place.storage, fileKey).map(({ language, code }) => (
            <div key={language} className="rounded-md border bg-sunken">
              <div className="flex items-center justify-between pl-2.5 text-sm text-text-2">
                {language}
                <CopyButton value={code} what={`${language} snippet`} />
              </div>
              <pre className="overflow-x-auto whitespace-pre-wrap px-2.5 pb-2 font-mono [overflow-wrap:anywhere]">
                {code}
              </pre>
            </div>
          ))}
        </div>
      </section>
    </div>
  )
}

function Facts({ metadata }: { metadata: Metadata }) {
  const { size_in_bytes: size } = metadata
  return (
    <>
      <Fact label="Size">
        {size < 1000 ? formatExactBytes(size) : `${formatBytes(size)} (${formatExactBytes(size)})`}
      </Fact>
      <Fact label="Type">{metadata.mime_type}</Fact>
      <Fact label="Modified">
        <RelativeTime date={metadata.last_modified} />{' '}
        <span className="text-text-3">{formatIso(metadata.last_modified)}</span>
      </Fact>
      <Fact label="ETag" mono>
        {metadata.etag}
      </Fact>
      <Fact label="Storage class">{metadata.storage_class}</Fact>
      <Fact label="Version" mono>
        {metadata.version_id}
      </Fact>
      <Fact label="Disposition">{metadata.content_disposition}</Fact>
      <Fact label="Encoding">{metadata.content_encoding}</Fact>
      <Fact label="Cache control">{metadata.cache_control}</Fact>
    </>
  )
}

function Copyable({ label, value, what }: { label: string; value: string; what: string }) {
  return (
    <Fact label={label} mono>
      <span className="flex items-start justify-between gap-1">
        <span className="min-w-0">
          <VisibleText name={value} />
        </span>
        <CopyButton value={value} what={what} className="-my-[3px]" />
      </span>
    </Fact>
  )
}

/** A line of what is known; nothing where the store told nothing. */
function Fact({ label, mono = false, children }: { label: string; mono?: boolean; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <div className="grid grid-cols-[104px_minmax(0,1fr)] gap-2 py-1">
      <dt className="break-words text-text-2">{label}</dt>
      <dd
        className={`[overflow-wrap:anywhere] [&_bdi]:whitespace-pre-wrap ${mono ? 'font-mono text-sm leading-5' : ''}`}
      >
        {children}
      </dd>
    </div>
  )
}

function Group({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <section className="border-t px-gutter py-3">
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children.length > 0 ? <dl>{children}</dl> : <p className="text-text-2">{empty}</p>}
    </section>
  )
}
