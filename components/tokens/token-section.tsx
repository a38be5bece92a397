'use client'

import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { TokenSummary } from '@/lib/tokens/schema'
import { NewTokenDialog, type TokenWorkspace } from './new-token-dialog'
import { RevokeTokenDialog } from './revoke-token-dialog'
import { type MadeToken, TokenOnce } from './token-once'
import { TokenRow } from './token-row'

type TokenSectionProps = {
  tokens: TokenSummary[]
  workspaces: TokenWorkspace[]
  /** Where this server is reached, without a slash at the end. */
  serverUrl: string
}

/** The API tokens of a person: what they have, a new one, and the end of one. */
export function TokenSection({ tokens, workspaces, serverUrl }: TokenSectionProps) {
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<MadeToken | null>(null)
  const [revoking, setRevoking] = useState<TokenSummary | null>(null)
  return (
    <section aria-labelledby="api-tokens" className="border-t pt-4">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="api-tokens" className="font-semibold text-md">
            API tokens
          </h2>
          <p className="text-text-2">
            For scripts and tools that act as you. Each can be limited, and revoked at any time.
          </p>
        </div>
        <Button onClick={() => setAdding(true)}>
          <Plus aria-hidden="true" />
          New token
        </Button>
      </div>
      {tokens.length === 0 ? (
        <p className="flex items-center gap-2 rounded-md border border-dashed px-3 py-4 text-text-2">
          <KeyRound aria-hidden="true" className="size-4 shrink-0 text-text-3" />
          No tokens yet. A script needs one to reach this server as you.
        </p>
      ) : (
        <ul aria-label="API tokens" className="divide-y overflow-hidden rounded-lg border bg-panel">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </ul>
      )}
      <NewTokenDialog open={adding} onOpenChange={setAdding} workspaces={workspaces} onMade={setMade} />
      <TokenOnce made={made} serverUrl={serverUrl} onClose={() => setMade(null)} />
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </section>
  )
}
