import { problemOf } from '@/lib/storage/diagnose-cause'
import { findRemedy } from '@/lib/storage/diagnose-remedy'
import type { DiagnosisProblem } from '@/lib/storage/diagnosis'
import { listObjects } from '@/lib/storage/s3-list'
import { requestHost, signingRegion } from '@/lib/storage/s3-settings'
import type { Finding, Stage } from './examine'
import { remedies } from './remedies'
import { answerOf, toFailure } from './s3-answer'
import { changeSettings, type S3Examination } from './s3-examination'

const GROUP = 'Sign-in'
const PAGE_KEYS = 100
/** Each change of region or address is one more try; a server that sends us around is given up. */
const MAX_TRIES = 4

/** Whether the server accepts what requests are signed with. */
export const signInStages: readonly Stage<S3Examination>[] = [
  { name: 'signature', label: 'Signature', group: GROUP, run: lookAtSignature },
  {
    name: 'region',
    label: 'Region',
    group: GROUP,
    run: async (look) => look.suggested.get('region') ?? goodRegion(look),
  },
  {
    name: 'addressing',
    label: 'Addressing style',
    group: GROUP,
    run: async (look) => look.suggested.get('addressing') ?? goodAddressing(look),
  },
]

// One list proves the signature, the region and the address; where it fails, the error tells which of them.
async function lookAtSignature(look: S3Examination): Promise<Finding> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listAll(look)
    } catch (error) {
      const found = await findRemedy(problemOf(error, look.settings), look.settings, look.options)
      if (found.cause === 'no_list_permission') return acceptDenied(look, error)
      if (attempt < MAX_TRIES && goOn(look, found, error)) continue
      return refusal(look, found, error)
    }
  }
}

async function listAll(look: S3Examination): Promise<Finding> {
  const start = performance.now()
  const { objects, prefixes, cursor } = await listObjects(look.bucket, { limit: PAGE_KEYS, delimiter: '/' })
  look.sample = objects.find(({ size }) => size > 0)?.key ?? null
  const count = objects.length + prefixes.length
  look.listed = { denied: false, count, more: cursor !== null, folder: prefixes[0] ?? null }
  const ms = Math.round(performance.now() - start)
  return { state: 'passed', evidence: `The server accepted a signed list in ${ms} ms.` }
}

/** The server only refuses a list to a key whose signature it has accepted. */
function acceptDenied(look: S3Examination, error: unknown): Finding {
  look.listed = { denied: true, count: 0, more: false, folder: null }
  return { state: 'passed', evidence: `${answerOf(error)} It knows the key, which may not list all of the bucket.` }
}

/** Takes a suggestion over that leads to the same server and bucket by no weaker way. */
function goOn(look: S3Examination, { cause, sentence, fix }: DiagnosisProblem, error: unknown): boolean {
  if (!fix || fix.changes.useSSL === false || !isName(fix.changes.region)) return false
  const stage = cause === 'wrong_region' ? 'region' : 'addressing'
  if (look.suggested.has(stage)) return false
  const tried = Object.values(fix.changes).join(', ')
  look.suggested.set(stage, {
    ...{ state: 'failed', cause, problem: sentence, remedy: remedies[cause] },
    evidence: `${answerOf(error)} Tried again with ${tried}, which works.`,
    suggestion: { label: fix.label, changes: { ...fix.changes } },
  })
  changeSettings(look, fix.changes)
  return true
}

/** Servers tell the region, and for Amazon it becomes part of the host. */
function isName(region: string | undefined): boolean {
  return region === undefined || /^[a-z0-9-]{1,64}$/.test(region)
}

function refusal(look: S3Examination, found: DiagnosisProblem, error: unknown): Finding {
  const { cause, sentence, fix } = found
  const stops = cause === 'missing_bucket' ? 'There is no such bucket.' : 'The server did not accept the request.'
  const failure = { ...toFailure(look, error), cause, problem: sentence, remedy: remedies[cause], stops }
  return { ...failure, suggestion: fix && { label: fix.label, changes: { ...fix.changes } } }
}

function goodRegion({ settings }: S3Examination): Finding {
  return { state: 'passed', evidence: `Signed for ${signingRegion(settings)}, and accepted.` }
}

function goodAddressing(look: S3Examination): Finding {
  return { state: 'passed', evidence: `The server finds the bucket ${place(look)}.` }
}

function place({ settings }: S3Examination): string {
  const { host } = requestHost(settings)
  return host.startsWith(`${settings.bucket}.`)
    ? `in the name of the host (${host})`
    : `in the path (${host}/${settings.bucket})`
}
