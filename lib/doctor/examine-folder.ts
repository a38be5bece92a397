import { AppError, errorCode } from '@/lib/errors'
import type { ObjectStore } from '@/lib/storage/object-store'
import { examine, type Finding, type Stage, TIDY_MS } from './examine'
import { diskStages, type FolderExamination, folderStages } from './folder-stages'
import type { Check } from './report'
import { type BeginOptions, beginStoreExamination, removeAllLeft } from './store-examination'
import { listStages, objectStages } from './store-stages'
import { tidyUp } from './tidy'
import { within } from './within'

type Folder = { store: ObjectStore; root: string; shown: string } & BeginOptions

/** Without these there is no storage at all. */
const VITAL = ['folder', 'rights', 'list']

const stages = [...folderStages, ...listStages, ...objectStages, ...diskStages].map(explained)

/** Looks at a folder of this machine: whether it is there, what can be done in it, and what its disk makes of names. */
export async function* examineFolder({ store, root, shown, ...options }: Folder): AsyncGenerator<Check> {
  const look: FolderExamination = Object.assign(
    beginStoreExamination(() => store, options),
    { root, shown },
  )
  try {
    yield* examine(stages, look)
    if (look.left.size > 0) yield await tidyUp({ left: look.left, remove: () => removeAllLeft(look) })
  } finally {
    await within(TIDY_MS, removeAllLeft(look)).catch(() => undefined)
    await look.close()
  }
}

function explained(stage: Stage<FolderExamination>): Stage<FolderExamination> {
  return { ...stage, run: (look) => stage.run(look).catch((error) => explain(stage.name, error)) }
}

const user = 'the user that Granary runs as'
const closed = `Give ${user} the right to read and write it.`
const REMEDIES: Record<string, [string, string]> = {
  ENOENT: ['The folder is not there.', 'Check its path, and that its disk is mounted.'],
  ENOTDIR: ['A part of the path is a file.', 'Check the path in the resource.'],
  EACCES: [`It is closed to ${user}.`, closed],
  EPERM: [`It is closed to ${user}.`, closed],
  EROFS: ['The disk is mounted read-only.', 'Mount it writable, or leave it: the storage is then read-only.'],
  ENOSPC: ['The disk is full.', 'Make room on it.'],
  EDQUOT: ['The quota of the disk is used up.', 'Make room on it, or raise the quota.'],
  EIO: ['The disk reported an error.', 'Check the disk.'],
}

/** What the system said, in words; anything else is a bug and comes back as it is. */
function explain(stage: string, error: unknown): Finding {
  const code = errorCode(error) ?? errorCode(error instanceof Error ? error.cause : null) ?? ''
  const known = REMEDIES[code]
  if (!known && !(error instanceof AppError)) throw error
  const [problem, remedy] = known ?? [
    error instanceof AppError ? error.message : '',
    'Look again once this is put right.',
  ]
  const stops = VITAL.includes(stage) ? 'The folder cannot be used.' : undefined
  const evidence = code ? `The system answered ${code}.` : 'It did not work.'
  return { state: 'failed', evidence, cause: code.toLowerCase() || 'refused', problem, remedy, stops }
}
