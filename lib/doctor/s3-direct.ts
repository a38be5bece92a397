import { presignS3 } from '@/lib/storage/s3-presign'
import type { Finding, Stage } from './examine'
import { type Probe, probeKey, type S3Examination } from './s3-examination'
import { waitsForWriting } from './s3-objects'
import { removeProbe } from './s3-probe'
import { requestUnsigned, type UnsignedAnswer } from './unsigned-request'

const GROUP = 'Straight from the browser'
const EXPIRES_SECONDS = 60

/** Whether browsers may send and fetch files without this server in between. */
export const directStages: readonly Stage<S3Examination>[] = [
  { name: 'signing', label: 'Signed addresses', group: GROUP, run: lookAtSigning },
  { name: 'cors', label: 'CORS', group: GROUP, run: lookAtCors },
]

async function lookAtSigning(look: S3Examination): Promise<Finding> {
  const waits = waitsForWriting(look)
  // Without a file of our own, one that is there tells it for reading.
  if (waits !== null)
    return look.sample === null ? notTold(waits) : judgeSigned(await get(look, look.sample, { range: 'bytes=0-0' }))
  const probe: Probe = { key: probeKey(look), body: Buffer.from('Sent with an address that was signed in advance.\n') }
  look.left.set(probe.key, probe)
  try {
    return await writeAndRead(look, probe)
  } finally {
    await removeProbe(look, probe).catch(() => undefined)
  }
}

async function writeAndRead(look: S3Examination, probe: Probe): Promise<Finding> {
  const { key, body } = probe
  const url = await presignS3(look.bucket, { method: 'PUT', key, expiresSeconds: EXPIRES_SECONDS })
  const put = await send(look, { method: 'PUT', url, body })
  const version = put.headers['x-amz-version-id']
  if (typeof version === 'string' && version !== 'null') probe.versionId = version
  if (put.status !== 200) return judgeSigned(put)
  const got = await get(look, key)
  return got.status === 200 && !got.body.equals(body) ? judgeSigned({ ...got, status: 0 }) : judgeSigned(got)
}

function judgeSigned({ status }: UnsignedAnswer): Finding {
  if (status === 200 || status === 206)
    return { state: 'passed', evidence: `An address that was signed in advance was answered ${status}.` }
  return {
    state: 'absent',
    evidence: `An address that was signed in advance was answered ${status}. Files go through this server instead.`,
  }
}

function notTold(reason: string): Finding {
  return { state: 'absent', cause: 'not_told', evidence: `Not tried. ${reason}` }
}

/** Asks as a browser does before it sends a file from a page of this product, and as it asks for one. */
async function lookAtCors(look: S3Examination): Promise<Finding> {
  const { origin } = look.options
  const refused: string[] = []
  for (const method of ['GET', 'PUT'] as const) {
    const url = await presignS3(look.bucket, { method, key: probeKey(look), expiresSeconds: EXPIRES_SECONDS })
    const headers = {
      origin,
      'access-control-request-method': method,
      ...(method === 'PUT' && { 'access-control-request-headers': 'content-type' }),
    }
    const { status, headers: answer } = await send(look, { method: 'OPTIONS', url, headers })
    if (!allows({ status, answer, origin, method })) refused.push(`${method} (${status})`)
  }
  if (refused.length > 0) return closed(origin, refused)
  if (!(await exposesEtag(look))) return withoutEtag(origin)
  return { state: 'passed', evidence: `Pages of ${origin} may read and write, and see ETags.` }
}

type Preflight = { status: number; answer: UnsignedAnswer['headers']; origin: string; method: string }

function allows({ status, answer, origin, method }: Preflight): boolean {
  const listed = (name: string) => `${answer[name] ?? ''}`.split(',').map((item) => item.trim())
  const mayCome = ['*', origin].includes(`${answer['access-control-allow-origin'] ?? ''}`)
  const methods = listed('access-control-allow-methods')
  return status >= 200 && status < 300 && mayCome && (methods.includes(method) || methods.includes('*'))
}

/** Told with every answer, also with one that there is no such file. */
async function exposesEtag(look: S3Examination): Promise<boolean> {
  const { headers } = await get(look, look.sample ?? probeKey(look), {
    origin: look.options.origin,
    range: 'bytes=0-0',
  })
  const exposed = `${headers['access-control-expose-headers'] ?? ''}`.toLowerCase()
  return exposed === '*' || exposed.split(',').some((name) => name.trim() === 'etag')
}

const INSTEAD = 'Files then go through this server, which works too.'
const REMEDY =
  'To let browsers send and fetch files directly, put the CORS rule of this page into the settings of the bucket.'

function closed(origin: string, refused: string[]): Finding {
  const evidence = `Asked as a page of ${origin}; not allowed: ${refused.join(', ')}. ${INSTEAD}`
  return { state: 'absent', cause: 'cors_closed', evidence, remedy: REMEDY }
}

function withoutEtag(origin: string): Finding {
  const evidence = `Pages of ${origin} may read and write, but not see ETags, which uploads in parts need. ${INSTEAD}`
  return { state: 'absent', cause: 'cors_without_etag', evidence, remedy: REMEDY }
}

async function get(look: S3Examination, key: string, headers: Record<string, string> = {}): Promise<UnsignedAnswer> {
  const url = await presignS3(look.bucket, { method: 'GET', key, expiresSeconds: EXPIRES_SECONDS })
  return send(look, { method: 'GET', url, headers })
}

type Sent = { method: string; url: string; headers?: Record<string, string>; body?: Buffer }

function send({ options, settings }: S3Examination, sent: Sent): Promise<UnsignedAnswer> {
  return requestUnsigned({ ...options, ca: settings.caCertificate, ...sent })
}
