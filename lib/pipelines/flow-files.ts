import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listFileUsesOfRuns } from '@/lib/run-files/list-run-files'
import { stepIdOf } from '@/lib/runs/describe-job'
import { requireRun } from '@/lib/runs/require-run'
import { isFlowKind } from '@/lib/runs/schema'
import { loadRecords, loadResultsOfRuns } from './engine/store'
import { filesIn } from './files-in'
import type { FlowFiles, StepFile } from './status-schema'

/** Files of one step that are told. */
const MAX_FILES = 200
/** Runs of steps whose results are looked through for files, and the bytes that are. */
const MAX_RESULTS = 1000

/** The files that each step of a run of a pipeline was seen to read and to write, by its id. Throws `not_found`. */
export async function listFlowFiles(ctx: Context, { id }: { id: string }): Promise<FlowFiles> {
  const { kind } = await requireRun(ctx, id)
  if (!isFlowKind(kind)) throw new AppError('invalid', `The job ${id} is no run of a pipeline.`)
  const steps = new Map<string, string>()
  // The deepest comes last: a loop that failed names the run that ended it as well.
  const records = [...(await loadRecords(id))].toSorted(([a], [b]) => a.length - b.length)
  for (const [key, { jobId }] of records) if (jobId) steps.set(jobId, stepIdOf(key))
  const files = new Collected()
  for (const use of await listFileUsesOfRuns([...steps.keys()]))
    if (use.access !== 'delete')
      files.add(steps.get(use.runId) ?? '', use.access, { s3: use.key, storage: use.storage, bytes: use.bytes })
  const results = await loadResultsOfRuns([...steps.keys()].slice(0, MAX_RESULTS))
  for (const [runId, result] of results)
    for (const file of filesIn(result)) files.addAnswered(steps.get(runId) ?? '', file)
  return files.told()
}

type Named = StepFile & { storage: string }

class Collected {
  private readonly steps = new Map<string, { read: Map<string, Named>; write: Map<string, Named> }>()

  add(step: string, access: 'read' | 'write', file: Named): void {
    const files = this.of(step)[access]
    const name = nameOf(file)
    const known = files.get(name)
    if (known) known.bytes = (known.bytes ?? 0) + (file.bytes ?? 0)
    else if (files.size < MAX_FILES) files.set(name, { ...file })
  }

  /** What a step answers it has written, unless it only read it. */
  addAnswered(step: string, file: Named): void {
    const { read, write } = this.of(step)
    if (!read.has(nameOf(file)) && !write.has(nameOf(file))) this.add(step, 'write', file)
  }

  told(): FlowFiles {
    const list = (files: Map<string, Named>) => [...files.values()]
    return Object.fromEntries(
      [...this.steps].map(([id, { read, write }]) => [id, { read: list(read), written: list(write) }]),
    )
  }

  private of(step: string) {
    const found = this.steps.get(step) ?? { read: new Map<string, Named>(), write: new Map<string, Named>() }
    this.steps.set(step, found)
    return found
  }
}

const nameOf = ({ s3, storage }: Named) => JSON.stringify([storage, s3])
