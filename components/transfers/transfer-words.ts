import { filesAndFolders } from '@/components/explorer/rows-label'
import { storageTitle } from '@/components/explorer/storage-title'
import { countOf } from '@/components/ui/count-of'
import { formatBytes, formatCount } from '@/components/ui/format-bytes'
import { formatDuration } from '@/components/ui/format-time'
import { visibleName } from '@/components/ui/visible-name'
import type { ConflictPolicy, Transfer } from '@/lib/transfers/schema'
import { timeLeft } from '@/lib/transfers/transfer-rate'

export const policyLabels: Record<ConflictPolicy, string> = {
  skip: 'Leave it and skip mine',
  overwrite: 'Replace it',
  keep_both: 'Keep both',
  newer: 'Replace it if mine is newer',
  different: 'Replace it if mine differs',
}

/** `"a.csv"`, or `3 files and 1 folder`. */
export function whatOf({ first, files, folders, retryOf, total }: Transfer): string {
  if (retryOf !== null) return total ? `${countOf(total.objects, 'failed file')} again` : 'Failed files again'
  if (files + folders > 1) return filesAndFolders(files, folders)
  const name = first.replace(/\/$/, '')
  return `"${visibleName(name.slice(name.lastIndexOf('/') + 1))}"`
}

/** `archive, reports/`; of the primary storage alone the folder. */
export function placeLabel(storage: string, prefix: string): string {
  const folder = prefix === '' ? '' : visibleName(prefix)
  return folder === '' ? storageTitle(storage) : `${storageTitle(storage)}: ${folder}`
}

/** Objects and bytes that are behind, or on their way. */
export function progressOf({ counts, flightBytes, total }: Transfer) {
  const { done, skipped, failed } = counts
  const objects = done.objects + skipped.objects + failed.objects
  const bytes = done.bytes + skipped.bytes + failed.bytes + flightBytes
  const share =
    total === null ? undefined : total.bytes > 0 ? bytes / total.bytes : objects / Math.max(1, total.objects)
  return { objects, bytes, share: share === undefined ? undefined : Math.min(1, share) }
}

/** `12 of 40 files · 3.2 MB of 9.1 MB · 1.2 MB/s · 5 s left`. */
export function progressLabel(transfer: Transfer): string {
  const { total, rate } = transfer
  const { objects, bytes } = progressOf(transfer)
  if (total === null) return 'Counting'
  const left = timeLeft(total.bytes - bytes, rate)
  return [
    `${formatCount(objects)} of ${countOf(total.objects, 'file')}`,
    `${formatBytes(Math.min(bytes, total.bytes))} of ${formatBytes(total.bytes)}`,
    rate ? `${formatBytes(Math.round(rate))}/s` : null,
    left === null || left <= 0 ? null : `${formatDuration(Math.max(1000, left))} left`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** What became of a transfer that has ended: `12 moved, 3 skipped, 1 failed`. */
export function outcomeLabel({ kind, dryRun, counts }: Transfer): string {
  const { done, skipped, failed } = counts
  const verb = dryRun ? `would be ${kind === 'copy' ? 'copied' : 'moved'}` : kind === 'copy' ? 'copied' : 'moved'
  const parts = [
    done.objects > 0 || skipped.objects + failed.objects === 0
      ? `${countOf(done.objects, 'file')} ${verb}, ${formatBytes(done.bytes)}`
      : null,
    skipped.objects > 0 ? `${formatCount(skipped.objects)} skipped` : null,
    failed.objects > 0 ? `${formatCount(failed.objects)} ${dryRun ? 'would fail' : 'failed'}` : null,
  ]
  return parts.filter(Boolean).join(' · ')
}

/** `Moving "a.csv"`, `Moved "a.csv"`. */
export function titleOf(transfer: Transfer): string {
  const what = whatOf(transfer)
  const copy = transfer.kind === 'copy'
  if (transfer.status === 'waiting' || transfer.status === 'running') return `${copy ? 'Copying' : 'Moving'} ${what}`
  if (transfer.status === 'paused') return `${copy ? 'Copy' : 'Move'} of ${what} is paused`
  if (transfer.status === 'cancelled') return `${copy ? 'Copy' : 'Move'} of ${what} was cancelled`
  if (transfer.status === 'failed') return `${copy ? 'Copy' : 'Move'} of ${what} stopped`
  if (transfer.counts.failed.objects > 0) return `Not everything was ${copy ? 'copied' : 'moved'}`
  const { done, skipped } = transfer.counts
  if (done.objects === 0) return `Nothing was ${copy ? 'copied' : 'moved'}`
  const amount =
    skipped.objects > 0 ? `${formatCount(done.objects)} of ${countOf(done.objects + skipped.objects, 'file')}` : what
  return `${copy ? 'Copied' : 'Moved'} ${amount}`
}
