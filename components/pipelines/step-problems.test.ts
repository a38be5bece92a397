import { expect, it } from 'vitest'
import type { FormField } from '@/components/scripts/form-field'
import type { FlowModule, Transforms } from '@/lib/pipelines/schema'
import { sampleFlow, scriptStep } from './sample-flow'
import { checkStep, STEP } from './step-problems'
import { findStep } from './tree'

const count: FormField = {
  ...{ name: 'count', control: { kind: 'number', integer: true, minimum: null, maximum: null } },
  ...{ required: true, help: '', preset: undefined, nullable: false },
}
const check = (step: FlowModule, fields: FormField[] | null | undefined = [count]) =>
  checkStep(step, { modules: sampleFlow, inputs: ['file'], fieldsOf: () => fields })
const withInputs = (inputs: Transforms): FlowModule => ({
  id: 'g',
  value: { type: 'script', path: 'u/ada/g', input_transforms: inputs },
})
const fixed = (value: unknown): Transforms => ({ count: { type: 'static', value } })
const from = (expr: string): Transforms => ({ count: { type: 'javascript', expr } })

it.each<[string, Transforms]>([
  ['a fixed value that fits', fixed(3)],
  ['a result of a step before', from('results.a.length')],
  ['a reference, which is only known in a run', fixed('$var:u/ada/count')],
])('finds nothing wrong with %s', (_, inputs) => expect(check(withInputs(inputs))).toEqual({}))

it.each<[string, Transforms]>([
  ['a required value that is missing', {}],
  ['a fixed value of another type', fixed('many')],
  ['a step that is not there', from('results.none')],
  ['an input that is not there', from('flow_input.other')],
])('tells beside the parameter of %s', (_, inputs) => {
  expect(check(withInputs(inputs))).toEqual({ count: expect.stringMatching(/\w/) })
})

it('tells of a script that is not chosen or not there, and waits for one that is not known yet', () => {
  expect(check(scriptStep('g', ''))).toEqual({ [STEP]: 'Choose a script.' })
  expect(check(scriptStep('g'), null)).toEqual({ [STEP]: expect.stringContaining('u/ada/g is not there') })
  expect(checkStep(scriptStep('g'), { modules: sampleFlow, inputs: [], fieldsOf: () => undefined })).toEqual({})
})

it('tells of loops and branches without a step, and of a list that is none', () => {
  const [loop, branches] = ['b', 'e'].map((id) => findStep(sampleFlow, id))
  if (loop?.value.type !== 'forloopflow' || !branches) throw new Error('The sample has no loop.')
  expect(check(loop)).toEqual({})
  expect(check(branches)).toEqual({ [STEP]: 'A branch has no step yet.' })
  const empty: FlowModule = { ...loop, value: { ...loop.value, modules: [] } }
  expect(check(empty)).toEqual({ [STEP]: 'The loop has no step yet.' })
  const wrong: FlowModule = { ...loop, value: { ...loop.value, iterator: { type: 'static', value: 'north' } } }
  expect(check(wrong)).toEqual({ iterator: expect.stringContaining('Enter a list') })
})
