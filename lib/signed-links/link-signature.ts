import 'server-only'
import { isSigned, sign } from '@/lib/secrets/sign'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'

/** What a link leads to, until when and in whose name. */
export type Link = {
  workspaceId: string
  storage: string
  key: string
  /** Seconds since 1970. */
  expires: number
  /** As `nameMaker` names them. */
  maker: string
}

/** The query that makes the address of an object a link. */
export function signLink(link: Link): string {
  const signature = sign(purposeOf(link), messageOf(link)).toString('hex')
  return `exp=${link.expires}&sig=${signature}&by=${link.maker}`
}

/** Whether this server signed that link. */
export function isLinkSigned(link: Link, signature: string): boolean {
  return isSigned(purposeOf(link), messageOf(link), { hex: signature })
}

function purposeOf({ workspaceId }: Link): string {
  return `signed links of ${workspaceId}`
}

/** Read from its end it has one meaning: neither makers, storages nor times have an ampersand in them. */
function messageOf({ key, expires, storage, maker }: Link): string {
  const place = storage === PRIMARY_STORAGE ? '' : `&storage=${storage}`
  return `file_key=${key}&exp=${expires}${place}&by=${maker}`
}
