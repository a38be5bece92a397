import { AppError } from '@/lib/errors'
import { openSocket, probeAddress, secureSocket } from '@/lib/storage/diagnose-connection'
import type { Diagnosed } from '@/lib/storage/diagnose-store'
import type { DiagnosisCause } from '@/lib/storage/diagnosis'
import { BlockedAddress } from '@/lib/storage/guarded-address'
import { judgeCertificate } from './certificate'
import { examine, type Finding, type Stage } from './examine'
import { remedies } from './remedies'
import type { Check } from './report'
import { beginStoreExamination, removeAllLeft, type StoreExamination } from './store-examination'
import { storeStages } from './store-stages'

type ServiceExamination = StoreExamination & {
  service: Diagnosed
  addresses: { address: string; family: number }[]
}

const CONNECTION = 'Connection'

const reachStages: readonly Stage<ServiceExamination>[] = [
  { name: 'url', label: 'Address', group: CONNECTION, run: lookAtUrl },
  { name: 'dns', label: 'Name lookup', group: CONNECTION, run: lookUp },
  { name: 'tcp', label: 'Network', group: CONNECTION, run: connect },
  { name: 'tls', label: 'TLS certificate', group: CONNECTION, run: shakeHands },
  { name: 'signature', label: 'Credentials', group: 'Sign-in', run: signIn },
]

/** Without these there is nothing that could be read or written. */
const VITAL = ['url', 'dns', 'tcp', 'tls', 'signature']

const stages = [...reachStages, ...storeStages].map(explained)

type Options = { prefix: string; secrets: string[] }

/** Looks at a storage service by its own interface: the way to it, whether it accepts the credentials, and what can be done there. */
export async function* examineService(service: Diagnosed, { prefix, secrets }: Options): AsyncGenerator<Check> {
  const look: ServiceExamination = Object.assign(
    beginStoreExamination(() => service.open(), prefix, secrets),
    { service, addresses: [] },
  )
  try {
    yield* examine(stages, look)
  } finally {
    if (look.left.size > 0) await removeAllLeft(look)
    await look.close()
  }
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

function explained(stage: Stage<ServiceExamination>): Stage<ServiceExamination> {
  return { ...stage, run: (look) => stage.run(look).catch((error) => explain(look, stage.name, error)) }
}

const RIGHTS: Record<string, DiagnosisCause> = {
  put: 'no_write_permission',
  delete: 'no_write_permission',
  multipart: 'no_write_permission',
  head: 'no_read_permission',
  get: 'no_read_permission',
  range: 'no_read_permission',
}

function explain(look: ServiceExamination, stage: string, thrown: unknown): Finding {
  const error = thrown instanceof AppError ? thrown : look.service.translate(thrown)
  if (!(error instanceof AppError)) throw thrown
  const right = error.code === 'forbidden' ? RIGHTS[stage] : undefined
  const cause = right ?? look.service.causeOf(error)
  const left =
    stage === 'delete' ? ` Remove ${[...look.left].map((key) => JSON.stringify(key)).join(', ')} by hand.` : ''
  return {
    state: 'failed',
    // One text for every blocked address, whatever lies there.
    evidence: thrown instanceof BlockedAddress ? 'Not tried: the address is not permitted.' : 'It was refused.',
    ...{ cause, problem: error.message, remedy: `${remedies[cause]}${left}` },
    stops: VITAL.includes(stage) ? 'The storage was not reached, or did not accept who asks.' : undefined,
  }
}
