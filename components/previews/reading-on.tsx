'use client'

import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { describeError } from '@/components/ui/describe-error'
import { formatBytes } from '@/components/ui/format-bytes'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { PreviewFile } from '@/lib/previews/preview'
import type { TableClient } from '@/lib/previews/table-client'
import { useGridVersion } from './use-grid-version'

interface ReadingOnProps {
  file: PreviewFile
  client: TableClient
  /** Row to get to; past the end it means the end. */
  target: number
  onEnd: (row: number) => void
  onStop: () => void
}

/** Reads the rows up to a far one, since only counting tells where it is; shows how far that is and can be stopped. */
export function ReadingOn({ file, client, target, onEnd, onStop }: ReadingOnProps) {
  useGridVersion(client.rows)
  const [controller] = useState(() => new AbortController())
  // biome-ignore lint/correctness/useExhaustiveDependencies: one reading per target.
  useEffect(() => {
    client.reach(target, controller.signal).then(
      () => onEnd(target),
      (error: unknown) => {
        if (!controller.signal.aborted) toast.error(describeError(error).message)
        onStop()
      },
    )
  }, [target])
  const { bytesKnown } = client.state
  return (
    <div className="flex shrink-0 items-center gap-3 border-b px-gutter py-1.5 text-sm">
      <span className="whitespace-nowrap tabular-nums">{countOf(client.rows.rowCount, 'row')}</span>
      <ProgressBar label="Reading on" value={bytesKnown / file.size} className="min-w-16 flex-1" />
      <span className="whitespace-nowrap text-text-2 tabular-nums max-md:hidden">
        {formatBytes(bytesKnown)} of {formatBytes(file.size)}
      </span>
      <Button size="sm" onClick={() => controller.abort()}>
        Stop
      </Button>
    </div>
  )
}
