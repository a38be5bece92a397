import { openSocket, probeAddress, secureSocket } from '@/lib/storage/diagnose-connection'
import { judgeCertificate } from './certificate'
import { compareClocks } from './clock'
import type { Finding, Stage } from './examine'
import type { ServiceExamination } from './service-examination'

const CONNECTION = 'Connection'

/** From the address to a connection that requests can be sent over. */
export const reachStages: readonly Stage<ServiceExamination>[] = [
  { name: 'url', label: 'Address', group: CONNECTION, run: lookAtUrl },
  { name: 'dns', label: 'Name lookup', group: CONNECTION, run: lookUp },
  { name: 'tcp', label: 'Network', group: CONNECTION, run: connect },
  { name: 'tls', label: 'TLS certificate', group: CONNECTION, run: shakeHands },
  { name: 'clock', label: 'Clock', group: CONNECTION, run: lookAtClock },
]

/** Without these there is nothing that could be read or written. */
export const VITAL = ['url', 'dns', 'tcp', 'tls', 'clock', 'signature']

/** Whether the server accepts who asks. */
export const signInStage: Stage<ServiceExamination> = {
  ...{ name: 'signature', label: 'Credentials', group: 'Sign-in' },
  run: signIn,
}

async function lookAtUrl({ service }: ServiceExamination): Promise<Finding> {
  const { host, port, secure } = service.peer()
  return { state: 'passed', evidence: `Requests go to ${host}, port ${port}, ${secure ? 'with' : 'without'} TLS.` }
}

async function lookUp(look: ServiceExamination): Promise<Finding> {
  const { host } = look.service.peer()
  const { addresses } = await probeAddress(look.service.peer(), look.service.options)
  look.addresses = addresses
  return { state: 'passed', evidence: `${host} is at ${addresses.map(({ address }) => address).join(', ')}.` }
}

async function connect(look: ServiceExamination): Promise<Finding> {
  const socket = await open(look)
  socket.destroy()
  const { host, port } = look.service.peer()
  return { state: 'passed', evidence: `Connected to ${host}, port ${port}.` }
}

async function shakeHands(look: ServiceExamination): Promise<Finding> {
  const peer = look.service.peer()
  if (!peer.secure) return { state: 'absent', evidence: 'Not used: the resource says to connect without TLS.' }
  const socket = await open(look)
  try {
    return judgeCertificate(await secureSocket(peer, socket, look.service.options.connectTimeoutMs))
  } finally {
    socket.destroy()
  }
}

function lookAtClock({ service, options: { clockOffsetMs } }: ServiceExamination): Promise<Finding> {
  const { host, port, secure, ca } = service.peer()
  const url = `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/`
  return compareClocks({ ...service.options, ca, url, clockOffsetMs })
}

/** A list proves who asks; a refusal of just that proves it too. */
async function signIn({ service, store }: ServiceExamination): Promise<Finding> {
  const { credentials, container } = service.words
  const accepted: Finding = { state: 'passed', evidence: `The server accepted ${credentials} for ${container}.` }
  try {
    await store.list({ limit: 1 })
    return accepted
  } catch (error) {
    if (service.causeOf(error) === 'no_list_permission') return accepted
    throw error
  }
}

function open({ service, addresses }: ServiceExamination) {
  return openSocket(service.peer(), addresses, service.options.connectTimeoutMs)
}
