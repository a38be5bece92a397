import { expect, it } from 'vitest'
import { sampleFlow as flow } from './sample-flow'
import { sourceProblem, splitSource, visibleSources } from './sources'

const exprs = (id: string) => visibleSources(flow, id, ['file', 'how many']).map(({ expr }) => expr)
const inputs = ['flow_input.file', 'flow_input["how many"]']

it.each<[string, string[], string]>([
  ['a', inputs, 'the first step takes inputs alone'],
  ['c', ['flow_input.iter.value', 'flow_input.iter.index', ...inputs, 'results.a'], 'in a loop there is the item too'],
  ['d', ['flow_input.iter.value', 'flow_input.iter.index', ...inputs, 'results.a', 'results.c'], 'and what ran in it'],
  ['f', [...inputs, 'results.a', 'results.b'], 'a loop answers as a whole, not its steps'],
  ['g', [...inputs, 'results.a', 'results.b', 'results.e'], 'and so do branches'],
])('%s sees %o: %s', (id, expected) => expect(exprs(id)).toEqual(expected))

it.each<[string, string, string | null]>([
  ['c', 'flow_input.iter.value.s3', null],
  ['c', 'results.a.files[0]', null],
  ['c', 'previous_result', null],
  ['a', 'flow_input.iter.value', 'There is no item outside of a loop.'],
  ['a', 'results.b', 'There is no step b before this one.'],
  ['g', 'results.c', 'There is no step c before this one.'],
  ['a', 'flow_input.other', 'The pipeline has no input other.'],
  ['a', 'flow_input.file + 1', 'This is no path such as results.a.files[0].'],
  ['a', ' ', 'Choose where it comes from.'],
])('%s takes %s: %s', (id, expr, problem) => expect(sourceProblem(flow, id, expr, ['file'])).toBe(problem))

it('tells the source of an expression from the rest of it', () => {
  const sources = visibleSources(flow, 'g', ['file', 'files'])
  expect(splitSource('results.a.files[0]', sources)).toMatchObject({ source: { expr: 'results.a' }, rest: '.files[0]' })
  expect(splitSource('flow_input.files', sources)).toMatchObject({ source: { expr: 'flow_input.files' }, rest: '' })
  expect(splitSource('results.none', sources)).toBeNull()
})
