import { AppError } from '@/lib/errors'
import type { DiagnosisCause } from '@/lib/storage/diagnosis'
import { BlockedAddress } from '@/lib/storage/guarded-address'
import { examine, type Finding, type Stage, TIDY_MS } from './examine'
import { remedies } from './remedies'
import type { Check } from './report'
import { directStages } from './service-direct'
import {
  beginServiceExamination,
  type ServiceExamination,
  type ServiceKind,
  type ServiceOptions,
} from './service-examination'
import { reachStages, signInStage, VITAL } from './service-reach'
import { removeAllLeft } from './store-examination'
import { listStages, objectStages } from './store-stages'
import { tidyUp } from './tidy'
import { within } from './within'

/** Looks at a storage service by its own interface: the way to it, whether it accepts the credentials, and what can be done there. */
export async function* examineService(kind: ServiceKind, options: ServiceOptions): AsyncGenerator<Check> {
  const look = beginServiceExamination(kind, options)
  const { credentials, rules, abilities } = kind
  const asking = [...reachStages, ...credentials, signInStage, ...listStages, ...rules]
  const stages = [...asking, ...objectStages, ...abilities, ...directStages].map(explained)
  try {
    yield* examine(stages, look)
    if (look.left.size > 0) yield await tidyUp({ left: look.left, remove: () => removeAllLeft(look) })
  } finally {
    await within(TIDY_MS, removeAllLeft(look)).catch(() => undefined)
    kind.close()
    await look.close()
  }
}

function explained(stage: Stage<ServiceExamination>): Stage<ServiceExamination> {
  return { ...stage, run: (look) => stage.run(look).catch((error) => explain(look, stage.name, error)) }
}

const RIGHTS: Record<string, DiagnosisCause> = {
  put: 'no_write_permission',
  delete: 'no_write_permission',
  multipart: 'no_write_permission',
  hostile_key: 'no_write_permission',
  conditional: 'no_write_permission',
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
    ...{ cause, problem: error.message, remedy: `${look.kind.remedies[cause] ?? remedies[cause]}${left}` },
    stops: VITAL.includes(stage) ? 'The storage was not reached, or did not accept who asks.' : undefined,
  }
}
