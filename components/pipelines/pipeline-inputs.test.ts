import { expect, it } from 'vitest'
import { readFields } from '@/components/scripts/read-fields'
import { inputProblem, newInput, type PipelineInput, readInputs, writeInputs } from './pipeline-inputs'

const input = (name: string, more: Partial<PipelineInput> = {}): PipelineInput => ({ ...newInput([]), name, ...more })

it('becomes a schema from which the form of a run makes the same controls', () => {
  const schema = writeInputs([
    input('file'),
    input('others', { type: 'files', required: false }),
    input('count', { type: 'integer', preset: '3', help: 'How many' }),
    input('note', { type: 'text', preset: 'true' }),
  ])
  const fields = readFields(schema, () => false)
  expect(fields.map(({ name, control, required }) => [name, control.kind, required])).toEqual([
    ['file', 'file', true],
    ['others', 'files', false],
    ['count', 'number', true],
    ['note', 'text', true],
  ])
  expect(fields.map(({ preset }) => preset)).toEqual([undefined, undefined, 3, 'true'])
})

it('is read back as it was written', () => {
  const inputs = [input('b', { type: 'boolean', preset: 'false' }), input('a', { type: 'texts', preset: '["x"]' })]
  expect(readInputs(writeInputs(inputs)).map(({ rest, ...each }) => each)).toEqual(
    inputs.map(({ rest, ...each }) => each),
  )
})

it('keeps what a schema says besides, until the type is changed', () => {
  const schema = { properties: { pick: { enum: ['x', 'y'], title: 'Pick' }, n: { type: 'number', minimum: 2 } } }
  expect(writeInputs(readInputs(schema)).properties).toEqual(schema.properties)
  const [pick, n] = readInputs(schema)
  const changed = writeInputs([{ ...(pick as PipelineInput) }, { ...(n as PipelineInput), type: 'text' }])
  expect(changed.properties).toEqual({ pick: schema.properties.pick, n: { type: 'string' } })
})

it.each<[PipelineInput, string | null]>([
  [input(''), 'Enter a name.'],
  [input('two words'), 'Use letters, digits and _, beginning with a letter.'],
  [input('iter'), 'In loops "iter" is the item. Use another name.'],
  [input('n', { type: 'integer', preset: '1.5' }), 'The default is no whole number.'],
  [input('n', { type: 'number', preset: 'x' }), 'The default is no number.'],
  [input('n', { type: 'texts', preset: '{}' }), 'The default is no list, such as ["a", "b"].'],
  [input('n', { type: 'text', preset: 'x' }), null],
])('%o: %s', (each, problem) => expect(inputProblem([each], 0)).toBe(problem))

it('has one name once', () => {
  expect(inputProblem([input('a'), input('a')], 1)).toBe('There is an input a already.')
  expect(newInput([input('file')]).name).toBe('input_1')
})
