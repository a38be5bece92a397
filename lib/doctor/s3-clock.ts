import { endpointUrl, requestHost } from '@/lib/storage/s3-settings'
import type { Finding } from './examine'
import { remedies } from './remedies'
import type { S3Examination } from './s3-examination'
import { requestUnsigned } from './unsigned-request'

/** S3 refuses signatures that are older or younger. */
const REFUSED_MS = 15 * 60_000
const WORTH_TELLING_MS = 5 * 60_000

/** Compares this machine's clock with the one of the server, by the date of an answer to a request without keys. */
export async function lookAtClock(look: S3Examination): Promise<Finding> {
  const { settings, options } = look
  const { host, port, secure } = requestHost(settings)
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const path = (endpointUrl(settings)?.pathname ?? '').replace(/\/$/, '')
  const url = `${secure ? 'https' : 'http'}://${authority}${path}/`
  const { headers } = await requestUnsigned({ ...options, ca: settings.caCertificate, method: 'GET', url })
  const told = Date.parse(headers.date ?? '')
  if (Number.isNaN(told)) return { state: 'absent', cause: 'not_told', evidence: 'The server does not tell its time.' }
  return judge(Date.now() + (options.clockOffsetMs ?? 0) - told)
}

function judge(ahead: number): Finding {
  const difference = Math.abs(ahead)
  // Dates have whole seconds.
  if (difference < 2000) return { state: 'passed', evidence: 'Both clocks show the same time.' }
  const evidence = `This machine's clock is ${duration(difference)} ${ahead > 0 ? 'ahead of' : 'behind'} the one of the server.`
  if (difference < WORTH_TELLING_MS) return { state: 'passed', evidence }
  const finding = { evidence, cause: 'clock_skew', remedy: remedies.clock_skew }
  if (difference < REFUSED_MS)
    return { ...finding, state: 'warning', problem: 'Beyond 15 minutes the server will refuse every request.' }
  const problem = 'The server refuses requests that are signed more than 15 minutes before or after its own time.'
  return { ...finding, state: 'failed', problem, stops: 'With this clock the server refuses every signature.' }
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes < 1 ? `${Math.round(ms / 1000)} seconds` : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}
