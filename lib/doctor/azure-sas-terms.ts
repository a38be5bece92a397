import { readSasTerms, type SasTerms } from '@/lib/storage/azure-sas'
import type { Finding } from './examine'

const DAY_MS = 24 * 3600_000
/** A token that ends sooner is worth a warning. */
const SOON_DAYS = 14

/** What Granary does with a container, by the letters of a SAS token. Writing needs one of two. */
const LETTERS: readonly [letters: string, what: string][] = [
  ['r', 'read'],
  ['l', 'list'],
  ['wc', 'write'],
  ['d', 'remove'],
]

/** What is to be said of a SAS token before it is used. */
export function judgeSas(token: string, now = new Date()): Finding {
  const terms = readSasTerms(token)
  const { startsAt, endsAt } = terms
  const evidence = `A SAS token: ${rightsOf(terms)}, ${endsAt ? `until ${day(endsAt)}` : 'without an end of its own'}.`
  if (endsAt && endsAt <= now)
    return {
      ...{ state: 'failed', evidence, cause: 'expired_token', problem: `The SAS token ended on ${day(endsAt)}.` },
      remedy: 'Make a new SAS token in the portal, and enter it in the resource.',
      stops: 'The SAS token has ended.',
    }
  if (startsAt && startsAt > now)
    return {
      ...{ state: 'failed', evidence, cause: 'not_yet', problem: `The SAS token begins on ${startsAt.toISOString()}.` },
      remedy: 'Make one that begins now or in the past, and check the clock of this machine.',
      stops: 'The SAS token has not begun.',
    }
  const days = endsAt ? Math.floor((endsAt.getTime() - now.getTime()) / DAY_MS) : SOON_DAYS
  if (days >= SOON_DAYS) return { state: 'passed', evidence }
  const problem = `The SAS token ends in ${days} ${days === 1 ? 'day' : 'days'}.`
  return { state: 'warning', evidence, cause: 'token_ends', problem, remedy: 'Make a new one before that.' }
}

function rightsOf({ permissions, policy }: SasTerms): string {
  if (permissions === null) return policy === null ? 'rights unknown' : `rights of the policy ${policy}`
  const has = (letters: string) => [...letters].some((letter) => permissions.includes(letter))
  const may = LETTERS.filter(([letters]) => has(letters)).map(([, what]) => what)
  const lacks = LETTERS.filter(([letters]) => !has(letters)).map(([, what]) => what)
  return `may ${may.join(', ') || 'nothing'}${lacks.length > 0 ? `, not ${lacks.join(', ')}` : ''} (${permissions})`
}

const day = (date: Date) => date.toISOString().slice(0, 10)
