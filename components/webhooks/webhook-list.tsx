'use client'

import { useState } from 'react'
import { RevokeTokenDialog } from '@/components/tokens/revoke-token-dialog'
import { TokenTimes } from '@/components/tokens/token-times'
import { Button } from '@/components/ui/button'
import { VisibleText } from '@/components/ui/visible-text'
import { revokeWebhookAction } from '@/lib/webhooks/actions'
import type { WebhookSummary } from '@/lib/webhooks/schema'

/** The webhooks of a script, one a row, each with a way to end it; nothing where there is none. */
export function WebhookList({ workspace, webhooks }: { workspace: string; webhooks: WebhookSummary[] }) {
  const [revoked, setRevoked] = useState<WebhookSummary | null>(null)
  if (webhooks.length === 0) return null
  return (
    <>
      <ul aria-label="Webhooks" className="divide-y rounded-md border">
        {webhooks.map((webhook) => (
          <li key={webhook.id} className="flex items-start gap-3 px-3 py-2.5">
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                <span className="min-w-0 truncate font-medium" title={webhook.label}>
                  <VisibleText name={webhook.label} />
                </span>
                <span className="text-sm text-text-2">in the name of {webhook.owner}</span>
              </p>
              <TokenTimes token={webhook} />
            </div>
            <Button size="sm" onClick={() => setRevoked(webhook)} aria-label={`Revoke ${webhook.label}`}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      <RevokeTokenDialog
        what="webhook"
        token={revoked}
        revoke={revokeWebhookAction.bind(null, workspace)}
        onClose={() => setRevoked(null)}
      />
    </>
  )
}
