import 'server-only'
import { auditReadsOf } from '@/lib/audit/audit-reads'
import { recordVisitorAudit } from '@/lib/audit/record-audit'
import { verifyPassword } from '@/lib/auth/passwords'
import { AppError } from '@/lib/errors'
import { claimAttempt, waitingTime } from '@/lib/sign-in/throttle-sign-in'
import { makeTicket } from './download-ticket'
import { type OpenLink, openShareLink } from './open-share-link'
import { ShareLinkRefused } from './share-link-refused'
import { countDownload, type StoredLink } from './store'

type Visit = { token: string; password: string; address: string }

/** Begins a download: proves the password, counts it, and answers the ticket that it goes on with. */
export async function startShareDownload({ token, password, address }: Visit): Promise<{ ticket: string }> {
  const opened = await openShareLink(token)
  await requirePassword(opened.link, { password, address })
  if (!(await countDownload(opened.link))) throw new ShareLinkRefused('used_up')
  await recordUse(opened, address)
  return { ticket: makeTicket(opened.link.id) }
}

/** Held back like sign-ins: per link, and per address over all links. */
async function requirePassword(
  { id, passwordHash }: StoredLink,
  { password, address }: Pick<Visit, 'password' | 'address'>,
): Promise<void> {
  if (passwordHash === null) return
  const attempt = await claimAttempt({ account: `share link ${id}`, address })
  if (await verifyPassword(password, passwordHash)) return attempt.succeed()
  const wait = attempt.blockedUntil ? ` The next try is possible in ${waitingTime(attempt.blockedUntil)}.` : ''
  throw new WrongSharePassword(`This is not the password of this link.${wait}`)
}

/** The sentence is for the visitor. */
export class WrongSharePassword extends AppError {
  constructor(message: string) {
    super('forbidden', message)
  }
}

async function recordUse({ link, owner }: OpenLink, address: string): Promise<void> {
  if ((await auditReadsOf(link.workspaceId)) === 'none') return
  const { id, label, key, storage } = link
  await recordVisitorAudit(
    { username: 'share link', email: '', userId: null, address },
    {
      ...{ operation: 'share_links.download', action: 'read', resource: key, storage },
      parameters: { link: id, label, owner: owner.username },
    },
    link.workspaceId,
  )
}
