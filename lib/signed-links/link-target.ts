import { AppError } from '@/lib/errors'
import { decodeOnce, readQuery } from '@/lib/s3-endpoint/request-target'
import { linkQuerySchema } from './schema'

type LinkTarget = { storage: string; keys: string[]; expires: number; signature: string; maker: string }

const PATH = /^\/api\/w\/[^/]+\/s3_proxy\/([^/]+)\/(.+)$/s
// What browsers and fetch() encode in a path: everything else in it stands as the sender wrote it.
const ENCODED_SIGNS = new Set(Array.from(' "<>^`{}', (sign) => sign.charCodeAt(0)))

/**
 * Reads the address of a link; null for one that has no signature. Clients put the key into it as it is, question marks and percent
 * signs included, and what they send through encodes some of it: all that it may mean is answered.
 */
export function readLinkTarget(target: string): LinkTarget | null {
  // The link's own query comes last; nothing in it is a question mark.
  const mark = target.lastIndexOf('?')
  const pairs = mark < 0 ? null : readQuery(target.slice(mark + 1))
  if (!pairs?.some(([name]) => name === 'sig')) return null
  const query = linkQuerySchema.safeParse(Object.fromEntries(pairs))
  const [, storagePart = '', keyPart = ''] = PATH.exec(target.slice(0, mark)) ?? []
  const storage = decodeOnce(storagePart)
  if (!query.success || !storage) throw new AppError('forbidden', 'Invalid signature: this is no link of ours.')
  const { exp: expires, sig: signature, by: maker } = query.data
  return { storage, keys: readings(keyPart), expires, signature, maker }
}

function readings(encoded: string): string[] {
  const keys = [decodeOnce(encoded), decodeOnce(encoded, isEncodedInPaths), decodeOnce(encoded, () => false)]
  return [...new Set(keys.filter((key) => key !== null))]
}

function isEncodedInPaths(byte: number): boolean {
  return byte <= 0x1f || byte >= 0x7f || ENCODED_SIGNS.has(byte)
}
