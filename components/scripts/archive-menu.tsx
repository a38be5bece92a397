'use client'

import { useMutation } from '@tanstack/react-query'
import { Download, Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { RowMenu } from '@/components/resources/row-menu'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import type { ImportOutcome } from '@/lib/scripts/archive/schema'
import { exportUrl, importArchive } from './archive-requests'

/** Takes the scripts of a workspace out as files for a repository, and stores those of an archive. */
export function ArchiveMenu({ workspace, mayImport }: { workspace: string; mayImport: boolean }) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const importing = useMutation({
    mutationFn: (file: File) => importArchive(workspace, file),
    onSuccess: () => router.refresh(),
    onSettled: () => setOpen(true),
  })
  return (
    <>
      <RowMenu
        label="Export and import"
        entries={[
          { label: 'Export as ZIP', icon: <Download />, onSelect: () => window.location.assign(exportUrl(workspace)) },
          ...(mayImport
            ? [{ label: 'Import from ZIP', icon: <Upload />, onSelect: () => input.current?.click() }]
            : []),
        ]}
      />
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        aria-label="Archive of scripts"
        className="hidden"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) importing.mutate(file)
        }}
      />
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={importing.error ? 'The archive was not imported' : 'The archive was imported'}
        footer={
          <Button variant="primary" onClick={() => setOpen(false)}>
            Done
          </Button>
        }
      >
        {importing.error && <ErrorNote error={importing.error} />}
        {importing.data && <Outcome outcome={importing.data} />}
      </Dialog>
    </>
  )
}

function Outcome({ outcome: { created, updated, unchanged, refused } }: { outcome: ImportOutcome }) {
  return (
    <div className="grid gap-3">
      <p>
        {countOf(created.length, 'script')} new, {updated.length} with a new version, {unchanged.length} as before.
      </p>
      {refused.length > 0 && (
        <ul aria-label="Not imported" className="grid gap-2">
          {refused.map(({ path, reason }) => (
            <li key={path} className="text-bad [overflow-wrap:anywhere]">
              <span className="font-medium">{path}</span>: {reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
