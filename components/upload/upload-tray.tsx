'use client'

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { formatBytes, formatCount } from '@/components/ui/format-bytes'
import { formatDuration } from '@/components/ui/format-time'
import { IconButton } from '@/components/ui/icon-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { trayClasses } from '@/components/ui/tray-stack'
import { timeLeft } from '@/lib/transfers/transfer-rate'
import type { UploadsView } from './upload-board'
import { uploadDesk } from './upload-desk-store'
import { UploadList } from './upload-list'
import type { UploadTotals } from './upload-totals'
import { uploads } from './uploads'

const SHOWN_AFTER_MS = 12_000
const NONE: UploadsView = uploads.read()

/** How the uploads are doing, wherever one is in the application. */
export function UploadTray() {
  const view = useSyncExternalStore(uploads.subscribe, uploads.read, () => NONE)
  const desk = useSyncExternalStore(uploadDesk.subscribe, uploadDesk.read, uploadDesk.read)
  if (view.totals.files === 0) return desk.checking > 0 ? <Checking files={desk.checking} /> : null
  return <Tray view={view} />
}

function Checking({ files }: { files: number }) {
  return (
    <section aria-label="Uploads" className={`${trayClasses} grid gap-2 px-3 py-2.5`}>
      <p role="status">{`Looking whether ${countFiles(files)} exist already`}</p>
      <ProgressBar label="Looking up names" />
    </section>
  )
}

function Tray({ view }: { view: UploadsView }) {
  const { totals, queue } = view
  const running = totals.unfinished > 0
  const [chosen, setOpen] = useState<boolean | null>(null)
  // What went well needs no list; what failed says why.
  const open = chosen ?? (running || totals.failed > 0)
  const [hovered, setHovered] = useState(false)
  useCloseLater(!running && totals.failed === 0 && !hovered)
  const Chevron = open ? ChevronDown : ChevronUp
  return (
    <section
      aria-label="Uploads"
      className={trayClasses}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <div className="grid gap-1.5 px-3 pt-2 pb-2.5">
        <div className="flex items-center gap-1">
          <p role="status" className="min-w-0 flex-1 truncate font-medium">
            {titleOf(totals)}
          </p>
          {running && <span className="text-text-2">{percent(totals)}</span>}
          <IconButton label={open ? 'Hide the files' : 'Show the files'} size="sm" onClick={() => setOpen(!open)}>
            <Chevron />
          </IconButton>
          {!running && (
            <IconButton label="Close" size="sm" onClick={uploads.clear}>
              <X />
            </IconButton>
          )}
        </div>
        {running && <ProgressBar label="All uploads" value={share(totals)} />}
        <div className="flex min-h-6 items-center justify-between gap-2 text-sm text-text-2">
          <span className="truncate">{running ? speedOf(view) : summaryOf(totals)}</span>
          <span className="flex shrink-0 gap-1">
            {totals.failed > 0 && (
              <Button size="sm" onClick={uploads.retryFailed}>
                Retry failed
              </Button>
            )}
            {running && (
              <Button size="sm" onClick={uploads.cancelAll}>
                {totals.unfinished > 1 ? 'Cancel all' : 'Cancel'}
              </Button>
            )}
          </span>
        </div>
      </div>
      {open && <UploadList queue={queue} />}
    </section>
  )
}

/** Nobody has to put away what went well. */
function useCloseLater(finished: boolean) {
  useEffect(() => {
    if (!finished) return
    const timer = setTimeout(uploads.clear, SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [finished])
}

function titleOf({ unfinished, files, done, failed }: UploadTotals): string {
  if (unfinished > 0)
    return files === 1 ? 'Uploading 1 file' : `Uploading ${formatCount(done + 1)} of ${countFiles(files)}`
  if (failed > 0) return failed === 1 ? '1 file was not uploaded' : `${formatCount(failed)} files were not uploaded`
  return done === 0 ? 'Upload cancelled' : `${countFiles(done)} uploaded`
}

function summaryOf({ done, failed, cancelled, sent }: UploadTotals): string {
  const parts = [done > 0 && failed + cancelled > 0 ? `${countFiles(done)} uploaded` : null]
  if (cancelled > 0) parts.push(`${formatCount(cancelled)} cancelled`)
  if (done > 0) parts.push(formatBytes(sent))
  return parts.filter(Boolean).join(' · ')
}

function speedOf({ totals, rate }: UploadsView): string {
  const left = timeLeft(totals.bytes - totals.sent, rate)
  const amount = `${formatBytes(totals.sent)} of ${formatBytes(totals.bytes)}`
  const speed = rate === null ? null : `${formatBytes(Math.round(rate))}/s`
  const rest = left === null ? null : `${formatDuration(Math.max(1000, left))} left`
  return [amount, speed, rest].filter(Boolean).join(' · ')
}

function percent(totals: UploadTotals): string {
  return `${Math.floor(share(totals) * 100)} %`
}

/** Empty files have no bytes: then their number tells. */
function share({ sent, bytes, done, files }: UploadTotals): number {
  return bytes > 0 ? sent / bytes : done / files
}

function countFiles(files: number): string {
  return files === 1 ? '1 file' : `${formatCount(files)} files`
}
