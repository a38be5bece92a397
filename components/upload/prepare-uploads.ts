import { keepBothKey } from '@/lib/objects/keep-both-key'
import type { NewUpload } from './upload-queue'
import type { TargetedFile, UploadTarget } from './upload-target'

export type ConflictAnswer = 'replace' | 'keep-both' | 'skip'

/** Asks about files whose keys are taken; null when the person calls the upload off. */
type AskConflicts = (taken: TargetedFile[]) => Promise<ConflictAnswer[] | null>

type Effects = { findExisting: (keys: string[]) => Promise<string[]>; ask: AskConflicts }
type Target = Pick<UploadTarget, 'workspace' | 'storage'>

/** Turns chosen files into uploads, after asking about every key that is taken. Null when the person called it off. */
export async function prepareUploads(
  target: Target,
  files: TargetedFile[],
  effects: Effects,
): Promise<NewUpload[] | null> {
  const { workspace, storage } = target
  const taken = new Set(await effects.findExisting(files.map(({ key }) => key)))
  const conflicts = files.filter(({ key }) => taken.has(key))
  const answers = conflicts.length === 0 ? [] : await effects.ask(conflicts)
  if (answers === null) return null
  const answerOf = new Map(conflicts.map(({ key }, index) => [key, answers[index] ?? 'skip']))
  const renamed = await freeKeys(
    conflicts.filter(({ key }) => answerOf.get(key) === 'keep-both').map(({ key }) => key),
    new Set([...files.map(({ key }) => key), ...taken]),
    effects,
  )
  return files.flatMap(({ key, file }) => {
    const answer = answerOf.get(key)
    if (answer === 'skip') return []
    return [{ workspace, storage, file, key: renamed.get(key) ?? key, overwrite: answer === 'replace' }]
  })
}

/** For every key a free one beside it; the store is asked again until it knows none of them. */
async function freeKeys(keys: string[], taken: Set<string>, { findExisting }: Pick<Effects, 'findExisting'>) {
  const free = new Map<string, string>()
  let open = keys
  while (open.length > 0) {
    const candidates = open.map((key) => {
      const candidate = keepBothKey(key, (other) => taken.has(other))
      taken.add(candidate)
      return [key, candidate] as const
    })
    const existing = new Set(await findExisting(candidates.map(([, candidate]) => candidate)))
    for (const [key, candidate] of candidates) if (!existing.has(candidate)) free.set(key, candidate)
    open = candidates.filter(([, candidate]) => existing.has(candidate)).map(([key]) => key)
  }
  return free
}
