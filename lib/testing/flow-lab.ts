import type { Context } from '@/lib/auth/context'
import { advanceFlow } from '@/lib/pipelines/engine/advance'
import type { FlowModule } from '@/lib/pipelines/schema'
import { runFlowPreview } from '@/lib/pipelines/start-flow'
import { claimRun, endUnderLease } from '@/lib/runs/store'

export const text = (id: string, inputs: Record<string, string> = {}, more: Partial<FlowModule> = {}): FlowModule => ({
  id,
  value: {
    ...{ type: 'rawscript', content: 'export const main = (x) => x', language: 'deno' },
    input_transforms: Object.fromEntries(
      Object.entries(inputs).map(([name, expr]) => [name, { type: 'javascript', expr }]),
    ),
  },
  ...more,
})

/** A loop over the input `list`. */
export const loop = (modules: unknown[], more: object = {}) => ({
  id: 'l',
  value: { type: 'forloopflow', iterator: { type: 'javascript', expr: 'flow_input.list' }, modules, ...more },
})

/** What a step may answer. */
export const plusOne = ({ x }: Record<string, unknown>) => Number(x) + 1

export const startSteps = (ctx: Context, modules: unknown[], args: Record<string, unknown> = {}) =>
  runFlowPreview(ctx, { value: { modules }, args })

/** One that throws makes the run fail with its message. */
export type Answer = (args: Record<string, unknown>, key: string) => unknown

/** Claims the next run and ends it with what `answer` says, without telling the pipeline. Answers its key; null when none waits. */
export async function endNext(answer: Answer): Promise<{ id: string; key: string; flowId: string } | null> {
  const run = await claimRun('lab')
  if (!run) return null
  const key = run.flowStepKey ?? ''
  const ended = { memoryPeakKib: null }
  try {
    const result = JSON.stringify(answer(JSON.parse(run.args), key) ?? null)
    await endUnderLease(run.id, 'lab', { ...ended, status: 'success', result })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const result = JSON.stringify({ error: { name: 'Error', message } })
    await endUnderLease(run.id, 'lab', { ...ended, status: 'failure', result })
  }
  return { id: run.id, key, flowId: run.parentId ?? '' }
}

/** Ends every run that waits, one after the other, each time going on with its pipeline. Answers the keys in their order. */
export async function endAll(answer: Answer): Promise<string[]> {
  const keys: string[] = []
  for (let run = await endNext(answer); run; run = await endNext(answer)) {
    keys.push(run.key)
    await advanceFlow(run.flowId)
  }
  return keys
}
