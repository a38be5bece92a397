import { AppError } from '@/lib/errors'
import type { PresignedUrls } from '@/lib/storage/object-store'
import type { Finding, Stage } from './examine'
import type { ServiceExamination } from './service-examination'
import { nextProbeKey, PROBE_BODY, removeFromStore, writeProbe } from './store-examination'
import { waitsForWriting } from './store-stages'
import { requestUnsigned, type UnsignedAnswer } from './unsigned-request'

const GROUP = 'Straight from the browser'
const EXPIRES_SECONDS = 60
const INSTEAD = 'Files go through this server instead.'

/** Whether browsers may send and fetch files without this server in between. */
export const directStages: readonly Stage<ServiceExamination>[] = [
  { name: 'signing', label: 'Signed addresses', group: GROUP, run: lookAtSigning },
  { name: 'cors', label: 'CORS', group: GROUP, run: lookAtCors },
]

async function lookAtSigning(look: ServiceExamination): Promise<Finding> {
  const { presign } = look.store
  if (!presign) return { state: 'absent', evidence: `These credentials cannot sign addresses. ${INSTEAD}` }
  const waits = waitsForWriting(look)
  try {
    if (waits === null) return await readAndWrite(look, presign)
    if (look.sample === null) return { state: 'absent', cause: 'not_told', evidence: `Not tried. ${waits}` }
    const answer = await get(look, await presign.download(look.sample, 'attachment', EXPIRES_SECONDS))
    return judge('read', answer.status)
  } catch (error) {
    // Whether Azure gives an identity a key to sign with is a right of its own.
    if (!(error instanceof AppError) || error.code !== 'forbidden') throw error
    const remedy = 'To send and fetch files directly, give the identity the role Storage Blob Delegator on the account.'
    return { state: 'absent', cause: 'no_signing_key', evidence: `${error.message} ${INSTEAD}`, remedy }
  }
}

async function readAndWrite(look: ServiceExamination, presign: PresignedUrls): Promise<Finding> {
  const key = await writeProbe(look)
  try {
    const read = await get(look, await presign.download(key, 'attachment', EXPIRES_SECONDS))
    if (read.status !== 200 || !read.body.equals(PROBE_BODY)) return judge('read', read.status)
  } finally {
    await removeFromStore(look, key)
  }
  return look.store.multipart ? judge('written', await sendPart(look, presign)) : judge('read', 200)
}

/** Sends a part by its address, and gives the upload up again. The status that it was answered with. */
async function sendPart(look: ServiceExamination, presign: PresignedUrls): Promise<number> {
  const { multipart } = look.store
  if (!multipart) return 0
  const key = nextProbeKey(look)
  const upload = { key, id: await multipart.create(key) }
  try {
    const url = await presign.part({ ...upload, number: 1, size: PROBE_BODY.length }, EXPIRES_SECONDS)
    const headers = presign.partHeaders?.(PROBE_BODY.length)
    const { status } = await send(look, { method: 'PUT', url, headers, body: PROBE_BODY })
    const [part] = await multipart.parts(upload)
    return part?.size === PROBE_BODY.length ? status : 0
  } finally {
    await multipart.abort(upload)
  }
}

function judge(what: 'read' | 'written', status: number): Finding {
  if (status === 200 || status === 201)
    return { state: 'passed', evidence: `A file was ${what} with an address that was signed in advance.` }
  const evidence = `A file could not be ${what} with an address that was signed in advance (${status}). ${INSTEAD}`
  return { state: 'absent', evidence }
}

/** Asks as a browser does before it sends a file from a page of this product, and before it asks for one. */
async function lookAtCors(look: ServiceExamination): Promise<Finding> {
  const { presign } = look.store
  const { origin } = look.options
  if (!presign) return { state: 'absent', cause: 'not_told', evidence: 'Not asked, since no address can be signed.' }
  const url = await presign.download(nextProbeKey(look), 'attachment', EXPIRES_SECONDS)
  const refused: string[] = []
  for (const method of ['GET', 'PUT'] as const) {
    const names = method === 'PUT' ? Object.keys(presign.partHeaders?.(1) ?? {}) : []
    const headers = {
      ...{ origin, 'access-control-request-method': method },
      ...(names.length > 0 && { 'access-control-request-headers': names.join(',') }),
    }
    const answer = await send(look, { method: 'OPTIONS', url, headers })
    if (!allows(answer, { origin, method, names })) refused.push(`${method} (${answer.status})`)
  }
  if (refused.length === 0) return { state: 'passed', evidence: `Pages of ${origin} may read and write.` }
  const evidence = `Asked as a page of ${origin}; not allowed: ${refused.join(', ')}. ${INSTEAD}`
  const remedy = 'To let browsers send and fetch files directly, set the CORS rule of this page.'
  return { state: 'absent', cause: 'cors_closed', evidence, remedy }
}

type Wanted = { origin: string; method: string; names: string[] }

function allows({ status, headers }: UnsignedAnswer, { origin, method, names }: Wanted): boolean {
  const listed = (name: string) => `${headers[name] ?? ''}`.split(',').map((item) => item.trim().toLowerCase())
  const has = (name: string, wanted: string) =>
    listed(name).some((item) => item === '*' || item === wanted.toLowerCase())
  const mayCome = ['*', origin].includes(`${headers['access-control-allow-origin'] ?? ''}`)
  const isAnswered = status >= 200 && status < 300 && mayCome && has('access-control-allow-methods', method)
  return isAnswered && names.every((name) => has('access-control-allow-headers', name))
}

function get(look: ServiceExamination, url: string): Promise<UnsignedAnswer> {
  return send(look, { method: 'GET', url })
}

type Sent = { method: string; url: string; headers?: Record<string, string>; body?: Buffer }

function send({ service }: ServiceExamination, sent: Sent): Promise<UnsignedAnswer> {
  return requestUnsigned({ ...service.options, ca: service.peer().ca, ...sent })
}
