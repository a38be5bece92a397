import { AppError } from '@/lib/errors'
import { type Peer, probeAddress, probeConnection } from './diagnose-connection'
import { type DiagnosisCause, type DiagnosisProblem, type DiagnosisStep, elapsed } from './diagnosis'
import type { GuardOptions } from './guarded-agent'
import type { ObjectStore } from './object-store'

/** A kind of storage whose settings are to be tried. */
export interface Diagnosed {
  /** Where its requests go. Throws `invalid` for settings that cannot work. */
  peer(): Peer
  options: GuardOptions
  /** Without further attempts. Closed at the end of each stage. */
  open(): ObjectStore
  /** Who is signed in as, and where: "the access key of account x", "container "y"". */
  words: { credentials: string; container: string }
  /** An `AppError` for what a stage threw; what is a bug comes back as it is. */
  translate(error: unknown): unknown
  /** What lies behind it. */
  causeOf(error: unknown): DiagnosisCause
}

/** Failures that a server only tells after it has accepted who asks. */
const AFTER_SIGNATURE: DiagnosisCause[] = ['missing_bucket', 'no_list_permission']

/** Tests settings stage by stage, as far as they carry: address, connection, signature, list and read. Changes nothing. */
export async function* diagnoseStore(tested: Diagnosed): AsyncGenerator<DiagnosisStep> {
  let stage: DiagnosisStep['step'] = 'address'
  try {
    const peer = tested.peer()
    const { step, addresses } = await probeAddress(peer, tested.options)
    yield step
    stage = 'connection'
    yield await probeConnection(peer, addresses, tested.options.connectTimeoutMs)
    stage = 'signature'
    const { listed, sample } = await checkList(tested)
    yield accepted(tested, peer.host)
    yield listed
    stage = 'read'
    yield await checkRead(tested, sample)
  } catch (error) {
    const problem = problemOf(tested, error)
    if (stage === 'signature' && AFTER_SIGNATURE.includes(problem.cause)) {
      yield accepted(tested, tested.peer().host)
      stage = 'list'
    }
    if (stage === 'read' && problem.cause === 'no_list_permission') problem.cause = 'no_read_permission'
    yield { step: stage, ok: false, detail: problem.sentence, problem }
  }
}

function accepted({ words }: Diagnosed, host: string): DiagnosisStep {
  return { step: 'signature', ok: true, detail: `${host} accepted ${words.credentials}.` }
}

async function checkList(tested: Diagnosed) {
  const start = performance.now()
  const store = tested.open()
  try {
    const { objects, cursor } = await store.list({ limit: 100 })
    const files = `${cursor ? 'more than ' : ''}${objects.length} ${objects.length === 1 ? 'file' : 'files'}`
    const count = objects.length === 0 && !cursor ? 'it is empty' : `it holds ${files}`
    const detail = `Listed ${tested.words.container}: ${count} (${elapsed(start)}).`
    const listed: DiagnosisStep = { step: 'list', ok: true, detail }
    return { listed, sample: objects.find(({ size }) => size > 0)?.key ?? null }
  } finally {
    await store.close?.()
  }
}

async function checkRead(tested: Diagnosed, sample: string | null): Promise<DiagnosisStep> {
  if (sample === null) return { step: 'read', ok: true, detail: 'There is nothing to read yet.' }
  const start = performance.now()
  const store = tested.open()
  try {
    const { body } = await store.read(sample, { range: { start: 0, end: 1 } })
    await body.toArray()
    return { step: 'read', ok: true, detail: `Read the first byte of ${JSON.stringify(sample)} (${elapsed(start)}).` }
  } finally {
    await store.close?.()
  }
}

function problemOf(tested: Diagnosed, thrown: unknown): DiagnosisProblem {
  const error = thrown instanceof AppError ? thrown : tested.translate(thrown)
  if (error instanceof AppError) return { cause: tested.causeOf(error), sentence: error.message }
  throw thrown
}
