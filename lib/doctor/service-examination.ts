import type { Diagnosed } from '@/lib/storage/diagnose-store'
import type { DiagnosisCause } from '@/lib/storage/diagnosis'
import type { Stage } from './examine'
import { type BeginOptions, beginStoreExamination, type StoreExamination } from './store-examination'

export type ServiceOptions = BeginOptions & {
  /** Where browsers open this product: scheme, host and port. */
  origin: string
  /** Milliseconds for one stage. */
  stageMs?: number
  /** How far this machine's clock is made to be ahead. */
  clockOffsetMs?: number
}

/** What is particular to one kind of service. */
export type ServiceKind = {
  service: Diagnosed
  /** What to do about a cause, where the kind has words of its own. */
  remedies: Partial<Record<DiagnosisCause, string>>
  /** Looked at before anything is asked: what signs in. */
  credentials: readonly Stage<ServiceExamination>[]
  /** Looked at before anything is written: what becomes of files that are overwritten or removed. */
  rules: readonly Stage<ServiceExamination>[]
  /** Looked at last of what is written. */
  abilities: readonly Stage<ServiceExamination>[]
  removeVersions(key: string): Promise<void>
  close(): void
}

/** What the stages of one look at a storage service know of each other. */
export type ServiceExamination = StoreExamination & {
  kind: ServiceKind
  service: Diagnosed
  options: ServiceOptions
  addresses: { address: string; family: number }[]
}

/** Begins a look. Nothing is sent yet. */
export function beginServiceExamination(kind: ServiceKind, options: ServiceOptions): ServiceExamination {
  const { service } = kind
  const look = beginStoreExamination(() => service.open(), options)
  // Not spread: the store is opened with its first use.
  return Object.assign(look, {
    ...{ kind, service, options, addresses: [], stageMs: options.stageMs },
    removeVersions: (key: string) => kind.removeVersions(key),
  })
}
