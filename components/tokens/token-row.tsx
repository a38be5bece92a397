'use client'

import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { VisibleText } from '@/components/ui/visible-text'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import type { TokenSummary } from '@/lib/tokens/schema'
import { TokenTimes } from './token-times'

/** One token: what it is for, what it may do, when it was used and when it ends. */
export function TokenRow({ token, onRevoke }: { token: TokenSummary; onRevoke: () => void }) {
  return (
    <li className="flex items-start gap-3 px-3 py-2.5">
      <div className="grid min-w-0 flex-1 gap-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 truncate font-medium" title={token.label}>
            <VisibleText name={token.label || 'Without a label'} />
          </span>
          <TokenLimits token={token} />
        </div>
        <TokenTimes token={token} />
      </div>
      <Button size="sm" onClick={onRevoke} aria-label={`Revoke ${token.label}`}>
        Revoke
      </Button>
    </li>
  )
}

/** What the token leaves of its user's rights. */
function TokenLimits({ token }: { token: TokenSummary }) {
  const { kind, readOnly, workspaceId, storage, prefix, script } = token
  const unlimited = !readOnly && workspaceId === null && storage === null
  return (
    <>
      {unlimited && <Badge>no limits</Badge>}
      {kind === 'login' && <Badge>sign-in over the API</Badge>}
      {readOnly && <Badge>read only</Badge>}
      {workspaceId !== null && <Badge>{workspaceId}</Badge>}
      {script !== null && <Badge>Runs {script}</Badge>}
      {storage !== null && (
        <Badge className="max-w-full font-mono">
          <span className="truncate">
            <VisibleText name={`${storage === PRIMARY_STORAGE ? 'primary' : storage}/${prefix}`} />
          </span>
        </Badge>
      )}
    </>
  )
}
