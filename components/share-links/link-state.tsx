import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ShareLink } from '@/lib/share-links/schema'

/** Whether a link works, in a word. */
export function LinkState({ link }: { link: ShareLink }) {
  if (link.state === 'expired') return <Badge>expired</Badge>
  if (link.state === 'used_up') return <Badge>used up</Badge>
  return <Badge tone="ok">active</Badge>
}

/** "3 of 10 downloads", "no downloads". */
export function downloadsLabel({ downloads, maxDownloads }: ShareLink): string {
  if (maxDownloads !== null) return `${downloads} of ${maxDownloads} downloads`
  if (downloads === 0) return 'no downloads'
  return downloads === 1 ? '1 download' : `${downloads} downloads`
}

/** When a link ends, or ended. */
export function LinkEnd({ link }: { link: ShareLink }) {
  if (!link.expiresAt) return <>does not end by itself</>
  return (
    <>
      {link.state === 'expired' ? 'ended ' : 'ends '}
      <RelativeTime date={link.expiresAt} />
    </>
  )
}
