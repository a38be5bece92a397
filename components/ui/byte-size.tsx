import { formatBytes, formatExactBytes } from './format-bytes'

/** A size in kB, MB or GB, with the exact bytes in the tooltip. */
export function ByteSize({ bytes, className }: { bytes: number; className?: string }) {
  return (
    <span title={formatExactBytes(bytes)} className={className}>
      {formatBytes(bytes)}
    </span>
  )
}
