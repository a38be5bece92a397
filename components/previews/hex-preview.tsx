'use client'

import { formatBytes, formatExactBytes } from '@/components/ui/format-bytes'
import { emptyStats } from '@/lib/previews/byte-source'
import { PreviewFoot } from './preview-foot'
import type { ViewerProps } from './viewer-props'

/** The first look has read all that is shown. */
const NOTHING_MORE = emptyStats()
const HEX_BYTES = 256
const BYTES_PER_LINE = 16

/** A file that has no preview: what it is and how it begins. */
export function HexPreview({ file, label, head }: ViewerProps) {
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto bg-panel p-gutter">
        <p className="font-semibold text-md">This is {label}.</p>
        <p className="mt-1 text-text-2" title={formatExactBytes(file.size)}>
          There is no preview for it. Download it to open it: {formatBytes(file.size)}.
        </p>
        <h3 className="mt-5 mb-1.5 font-medium text-sm text-text-2">
          {file.size > HEX_BYTES ? `The first ${HEX_BYTES} bytes` : 'All bytes'}
        </h3>
        <HexLines bytes={head.subarray(0, HEX_BYTES)} />
      </div>
      <PreviewFoot stats={NOTHING_MORE} total={file.size} />
    </>
  )
}

function HexLines({ bytes }: { bytes: Uint8Array }) {
  const lines = Array.from({ length: Math.ceil(bytes.length / BYTES_PER_LINE) }, (_, i) => i * BYTES_PER_LINE)
  return (
    <pre className="w-fit rounded-md border bg-sunken px-3 py-2 font-mono text-sm leading-5">
      {lines.map((start) => {
        const line = [...bytes.subarray(start, start + BYTES_PER_LINE)]
        return (
          <div key={start} className="flex gap-5">
            <span className="select-none text-text-3">{start.toString(16).padStart(4, '0')}</span>
            <span className="w-[48ch]">{line.map(hex).join(' ')}</span>
            <span className="text-text-2 max-md:hidden">{line.map(readable).join('')}</span>
          </div>
        )
      })}
    </pre>
  )
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0')
const readable = (byte: number) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')
