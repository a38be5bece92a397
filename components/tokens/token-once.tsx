'use client'

import { TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { TokenUsage } from './token-usage'

/** A token that was just made. `workspace` is the one that it is limited to. */
export type MadeToken = { token: string; label: string; workspace: string | null }

type TokenOnceProps = { made: MadeToken | null; serverUrl: string; onClose: () => void }

/** Shows a new token this once, and how it is used. Closed while `made` is null. */
export function TokenOnce({ made, serverUrl, onClose }: TokenOnceProps) {
  return (
    <Dialog
      open={made !== null}
      onOpenChange={onClose}
      title="Copy your token now"
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {made && (
        <div className="grid gap-4">
          <div className="grid gap-2">
            <div className="flex items-center gap-2 rounded-md border bg-sunken px-3 py-2">
              <code className="min-w-0 flex-1 select-all break-all font-mono text-sm">{made.token}</code>
              <CopyButton labelled value={made.token} what="token" />
            </div>
            <p className="flex items-start gap-2 text-text-2">
              <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
              It is not shown again: nobody keeps it, this server neither. Whoever has it acts as you, within its
              limits.
            </p>
          </div>
          <TokenUsage made={made} serverUrl={serverUrl} />
        </div>
      )}
    </Dialog>
  )
}
