import { expect, it } from 'vitest'
import type { Control, FormField } from '@/components/scripts/form-field'
import type { Transform, Transforms } from '@/lib/pipelines/schema'
import { sampleFlow } from './sample-flow'
import { visibleSources } from './sources'
import { startTransforms } from './wire-transforms'

const field = (name: string, kind: 'file' | 'files' | 'json', more: Partial<FormField> = {}): FormField => ({
  ...{ name, control: { kind } satisfies Control, required: true, help: '', preset: undefined, nullable: false },
  ...more,
})
const from = (expr: string): Transform => ({ type: 'javascript', expr })
const fixed = (value: unknown): Transform => ({ type: 'static', value })
const start = (step: string, asked: FormField, known: Transforms = {}) =>
  startTransforms([asked], known, visibleSources(sampleFlow, step, ['report']))[asked.name]

it.each<[string, string, FormField, Transform | undefined]>([
  ['an input of the same name', 'g', field('report', 'json'), from('flow_input.report')],
  ['a file in a loop is the item', 'd', field('part', 'file'), from('flow_input.iter.value')],
  ['files in a loop are of the step before', 'd', field('parts', 'files'), from('results.c')],
  ['a file elsewhere is of the step before', 'g', field('part', 'file'), from('results.e')],
  ['a file that may be left out is left out', 'g', field('part', 'file', { required: false }), undefined],
  ['else the default of the script', 'g', field('title', 'json', { preset: 'May' }), fixed('May')],
])('%s', (_, step, asked, expected) => expect(start(step, asked)).toEqual(expected))

it('keeps what was there under the same name, and nothing that the script does not take', () => {
  const known = { report: fixed(1), gone: fixed(2) }
  const sources = visibleSources(sampleFlow, 'g', ['report'])
  expect(startTransforms([field('report', 'json')], known, sources)).toEqual({ report: fixed(1) })
})
