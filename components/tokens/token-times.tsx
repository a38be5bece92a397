'use client'

import { RelativeTime } from '@/components/ui/relative-time'
import { useNow } from '@/components/ui/use-now'

type Times = { createdAt: Date; lastUsedAt: Date | null; expiresAt: Date | null }

/** When a token was made and last used, and when it ends. */
export function TokenTimes({ token }: { token: Times }) {
  return (
    <p className="flex flex-wrap gap-x-4 text-sm text-text-2">
      <span>
        Created <RelativeTime date={token.createdAt} />
      </span>
      <span>{token.lastUsedAt ? <LastUse at={token.lastUsedAt} /> : 'Never used'}</span>
      <Expiry at={token.expiresAt} />
    </p>
  )
}

function LastUse({ at }: { at: Date }) {
  return (
    <>
      Last used <RelativeTime date={at} />
    </>
  )
}

const SOON_MS = 7 * 24 * 3600 * 1000

/** A token that ends soon stops a script soon: that is worth a colour, beside the words. */
function Expiry({ at }: { at: Date | null }) {
  const now = useNow()
  if (!at) return <span>Does not expire</span>
  const soon = now !== null && at.getTime() - now < SOON_MS
  return (
    <span className={soon ? 'font-medium text-warn' : undefined}>
      Expires <RelativeTime date={at} />
    </span>
  )
}
