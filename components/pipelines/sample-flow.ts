import type { FlowModule } from '@/lib/pipelines/schema'

/** A step that runs a script. */
export const scriptStep = (id: string, path = `u/ada/${id}`): FlowModule => ({
  id,
  value: { type: 'script', path, input_transforms: {} },
})

/** For tests: `a`, then a loop `b` over `c` and `d`, then branches `e` of `f` and of nothing, then `g`. */
export const sampleFlow: FlowModule[] = [
  scriptStep('a'),
  {
    id: 'b',
    value: {
      ...{ type: 'forloopflow', skip_failures: false, parallel: false },
      iterator: { type: 'javascript', expr: 'results.a' },
      modules: [scriptStep('c'), scriptStep('d')],
    },
  },
  {
    id: 'e',
    value: { type: 'branchall', parallel: true, branches: [{ modules: [scriptStep('f')] }, { modules: [] }] },
  },
  scriptStep('g'),
]
