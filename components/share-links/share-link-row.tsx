import { KeyRound, Link2Off } from 'lucide-react'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { RelativeTime } from '@/components/ui/relative-time'
import { Td, Tr } from '@/components/ui/table'
import type { ShareLink } from '@/lib/share-links/schema'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { downloadsLabel, LinkEnd, LinkState } from './link-state'

type ShareLinkRowProps = { link: ShareLink; isAdmin: boolean; onRevoke: () => void }

/** One link: what it leads to, how it is used, and the way to take it back. */
export function ShareLinkRow({ link, isAdmin, onRevoke }: ShareLinkRowProps) {
  return (
    <Tr className="hover:bg-hover">
      <Td className="w-2/5 max-w-0 max-md:w-full">
        <MiddleTruncate name={link.key} className="font-mono text-sm" />
        {link.storage !== PRIMARY_STORAGE && <span className="text-sm text-text-2">in {link.storage}</span>}
        <span className="text-sm text-text-2 md:hidden">
          {isAdmin && `${link.owner} · `}
          <LinkEnd link={link} /> · {downloadsLabel(link)}
        </span>
      </Td>
      <Td className="max-w-52 truncate max-lg:hidden">{link.label}</Td>
      {isAdmin && <Td className="truncate font-mono text-sm max-md:hidden">{link.owner}</Td>}
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        {link.expiresAt ? <RelativeTime date={link.expiresAt} /> : 'never'}
      </Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">{downloadsLabel(link)}</Td>
      <Td className="whitespace-nowrap">
        <span className="inline-flex items-center gap-1.5">
          <LinkState link={link} />
          {link.hasPassword && <KeyRound aria-label="with a password" className="size-3.5 text-text-3" />}
        </span>
      </Td>
      <Td className="w-px whitespace-nowrap">
        <span className="inline-flex">
          {link.url && <CopyButton value={link.url} what="link" size="md" />}
          <IconButton label={`Take back the link to ${link.key}`} onClick={onRevoke}>
            <Link2Off />
          </IconButton>
        </span>
      </Td>
    </Tr>
  )
}
