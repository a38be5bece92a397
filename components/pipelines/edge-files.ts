import type { FlowModule } from '@/lib/pipelines/schema'
import type { FlowFiles, StepFile } from '@/lib/pipelines/status-schema'
import { RESULT_ID } from './layout'
import { allSteps, listsOf } from './tree'

/**
 * The files that went over the line into each step, by its id: those that the step above wrote and those that the step read, inner
 * steps of loops and branches included. Into the end go those that the last step wrote.
 */
export function filesOnLines(modules: FlowModule[], files: FlowFiles): Map<string, StepFile[]> {
  const found = new Map<string, StepFile[]>()
  const sizes = sizesOf(files)
  const note = (id: string, uses: StepFile[]) => {
    const kept = distinct(uses, sizes)
    if (kept.length > 0) found.set(id, kept)
  }
  const walk = (list: FlowModule[]) => {
    for (const [index, step] of list.entries()) {
      const above = list[index - 1]
      note(step.id, [...(above ? usesOf(above, files, 'written') : []), ...usesOf(step, files, 'read')])
      for (const inner of listsOf(step)) walk(inner)
    }
  }
  walk(modules)
  const last = modules.at(-1)
  if (last) note(RESULT_ID, usesOf(last, files, 'written'))
  return found
}

function usesOf(step: FlowModule, files: FlowFiles, way: 'read' | 'written'): StepFile[] {
  return allSteps([step]).flatMap(({ id }) => files[id]?.[way] ?? [])
}

/** What was written is as large as it was written; of what was read parts may have been read, or one part twice. */
function sizesOf(files: FlowFiles): Map<string, number | undefined> {
  const written = Object.values(files).flatMap((step) => step.written)
  return new Map(written.map((file) => [keyOf(file), file.bytes]))
}

function distinct(uses: StepFile[], sizes: ReadonlyMap<string, number | undefined>): StepFile[] {
  const byKey = new Map(uses.map((file) => [keyOf(file), { ...file, bytes: sizes.get(keyOf(file)) ?? file.bytes }]))
  return [...byKey.values()]
}

/** What tells a file from others. */
export function keyOf({ storage, s3 }: StepFile): string {
  return `${storage ?? ''} ${s3}`
}

/** How large files are together; undefined where the size of one is not known. */
export function totalSize(files: readonly StepFile[]): number | undefined {
  return files.reduce<number | undefined>(
    (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
    0,
  )
}
