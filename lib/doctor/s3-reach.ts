import { problemOf } from '@/lib/storage/diagnose-cause'
import { checkAddress, openSocket, type Peer, secureSocket } from '@/lib/storage/diagnose-connection'
import { findRemedy } from '@/lib/storage/diagnose-remedy'
import { parseAddress } from '@/lib/storage/guarded-address'
import { checkSettings, endpointUrl, requestHost, type S3Settings } from '@/lib/storage/s3-settings'
import { judgeCertificate } from './certificate'
import type { Finding, Stage } from './examine'
import { remedies } from './remedies'
import { answerOf, toFailure } from './s3-answer'
import { lookAtClock } from './s3-clock'
import { changeSettings, type S3Examination } from './s3-examination'

const GROUP = 'Connection'
/** Servers without TLS answer its first bytes with an error, or with nothing. */
const OTHER_WAY_TIMEOUT_MS = 2000

/** From the address as it is written to a connection that a request can be sent over. */
export const reachStages: readonly Stage<S3Examination>[] = [
  { name: 'url', label: 'Address', group: GROUP, run: lookAtUrl },
  { name: 'dns', label: 'Name lookup', group: GROUP, run: (look) => withRemedy(look, lookUp) },
  { name: 'tcp', label: 'Network', group: GROUP, run: (look) => withRemedy(look, connect) },
  { name: 'tls', label: 'TLS certificate', group: GROUP, run: (look) => withRemedy(look, shakeHands) },
  { name: 'clock', label: 'Clock', group: GROUP, run: (look) => withRemedy(look, lookAtClock) },
]

async function lookAtUrl(look: S3Examination): Promise<Finding> {
  const { settings } = look
  try {
    checkSettings(settings, look.options)
  } catch (error) {
    return {
      ...toFailure(look, error),
      evidence: 'Read the fields of the resource.',
      stops: 'The address is incomplete.',
    }
  }
  const amazon = endpointUrl(settings) === null ? 'Amazon S3' : 'The endpoint of the resource'
  return { state: 'passed', evidence: `${amazon}: requests go to ${addressOf(settings)}.` }
}

async function lookUp(look: S3Examination): Promise<Finding> {
  await checkAddress(look)
  const { host } = requestHost(look.settings)
  const found = look.addresses.map(({ address }) => address)
  if (parseAddress(host)) return { state: 'passed', evidence: `${host} is an address; nothing to look up.` }
  const more = found.length > 3 ? ` and ${found.length - 3} more` : ''
  return { state: 'passed', evidence: `${host} is at ${found.slice(0, 3).join(', ')}${more}.` }
}

async function connect(look: S3Examination): Promise<Finding> {
  const socket = await openSocket(peerOf(look), look.addresses, look.options.connectTimeoutMs)
  socket.destroy()
  const { host, port } = requestHost(look.settings)
  return { state: 'passed', evidence: `Connected to ${host}, port ${port}.` }
}

async function shakeHands(look: S3Examination): Promise<Finding> {
  if (!requestHost(look.settings).secure) return lookForTls(look)
  const { connectTimeoutMs } = look.options
  const socket = await openSocket(peerOf(look), look.addresses, connectTimeoutMs)
  try {
    return judgeCertificate(await secureSocket(peerOf(look), socket, connectTimeoutMs))
  } finally {
    socket.destroy()
  }
}

/** Without TLS as the resource says; whether the server would speak it is worth knowing. */
async function lookForTls(look: S3Examination): Promise<Finding> {
  const secure = withTls(look.settings)
  const socket = await openSocket(peerOf(look), look.addresses, look.options.connectTimeoutMs)
  try {
    await secureSocket(peerOf(look), socket, OTHER_WAY_TIMEOUT_MS)
  } catch {
    return { state: 'absent', evidence: 'Not used: the resource says to connect without TLS, and the server does so.' }
  } finally {
    socket.destroy()
  }
  const { useSSL, endPoint } = secure
  changeSettings(look, { useSSL, endPoint })
  return {
    state: 'failed',
    evidence: 'The server speaks TLS on this port, and the resource says to connect without.',
    cause: 'tls_expected',
    problem: 'Requests without TLS are not answered here. The rest of this look was made with it.',
    remedy: remedies.tls_expected,
    suggestion: { label: 'Turn SSL on', changes: { useSSL, endPoint } },
  }
}

/** Runs a stage; when something simple lies behind its failure, the look goes on with that put right. */
async function withRemedy(look: S3Examination, run: (look: S3Examination) => Promise<Finding>): Promise<Finding> {
  try {
    return await run(look)
  } catch (error) {
    const found = await findRemedy(problemOf(error, look.settings), look.settings, look.options)
    const failure: Finding = {
      state: 'failed',
      evidence: answerOf(error),
      cause: found.cause,
      problem: found.sentence,
      remedy: remedies[found.cause],
      suggestion: found.fix && { label: found.fix.label, changes: { ...found.fix.changes } },
    }
    const stops = 'The server was not reached.'
    // Keys never go without TLS to where the resource says to use it.
    if (!found.fix || found.fix.changes.useSSL === false) return { ...failure, stops }
    changeSettings(look, found.fix.changes)
    const again = await reachAgain(look, run)
    return again ? failure : { ...failure, stops }
  }
}

async function reachAgain(look: S3Examination, run: (look: S3Examination) => Promise<Finding>): Promise<boolean> {
  try {
    await checkAddress(look)
    await run(look)
    return true
  } catch {
    return false
  }
}

function peerOf({ settings }: S3Examination): Peer {
  return { ...requestHost(settings), ca: settings.caCertificate }
}

function addressOf(settings: S3Settings): string {
  const { host, port, secure } = requestHost(settings)
  const usual = port === (secure ? 443 : 80)
  const origin = `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}${usual ? '' : `:${port}`}`
  const path = (endpointUrl(settings)?.pathname ?? '').replace(/\/$/, '')
  const inHost = host.startsWith(`${settings.bucket}.`)
  return `${origin}${path}${inHost ? '/' : `/${settings.bucket}/`}`
}

function withTls(settings: S3Settings): S3Settings {
  return { ...settings, useSSL: true, endPoint: settings.endPoint.replace(/^http:/i, 'https:') }
}
