import { expect, it } from 'vitest'
import { readPipelineText, writePipelineText } from './pipeline-text'

const step = { id: 'a', value: { type: 'identity' as const } }
const textOf = (value: unknown) => JSON.stringify(value, null, 2)
const wordAt = (text: string, { line, column }: { line: number | null; column: number | null }) =>
  (text.split('\n')[(line ?? 0) - 1] ?? '').slice((column ?? 1) - 1).replace(/,$/, '')

it('is read as it was written', () => {
  const told = { summary: 'Count', description: '', modules: [step], inputs: [] }
  expect(readPipelineText(writePipelineText(told)).told).toMatchObject({ summary: 'Count', modules: [step] })
})

it.each([
  ['the steps alone', { modules: [step] }, { modules: [step] }],
  ['the value alone', { value: { modules: [step] } }, { modules: [step] }],
  [
    'that there is no more than steps',
    { summary: null, description: '', value: { modules: [step] }, schema: null },
    { summary: '', description: '', modules: [step], inputs: [] },
  ],
])('may say %s, and changes nothing else', (_what, sent, told) => {
  expect(readPipelineText(textOf(sent)).told).toStrictEqual(told)
})

const loop = {
  ...{ type: 'forloopflow', iterator: { type: 'javascript', expr: 'flow_input.x' } },
  modules: [
    step,
    {
      id: 'in',
      value: { type: 'script', path: 'u/a/b', input_transforms: { x: { type: 'javascript', expr: '1+1' } } },
    },
  ],
}

it.each([
  ['what is no JSON', '{\n  "value": }\n}', 'not JSON', 2, '}'],
  ['a text that ends too early', '{\n  "value": {', 'not JSON', 2, ''],
  [
    'an unknown kind',
    textOf({ value: { modules: [step, { id: 'b', value: { type: 'flow' } }] } }),
    'A step is a',
    ...[13, '"flow"'],
  ],
  [
    'what would do nothing',
    textOf({ value: { modules: [step, { ...step, suspend: { x: 1 } }] } }),
    'approval',
    15,
    '{',
  ],
  ['two steps of one id', textOf({ modules: [{ ...step, id: 'b' }, step, step] }), 'Two steps have the id a', 9, '{'],
  [
    'a path that cannot be read, within a loop',
    textOf({ value: { modules: [{ id: 'l', value: loop }] } }),
    'cannot be read',
    ...[19, '{'],
  ],
] as [string, string, string, number, string][])('%s is told at its place', (_what, text, sentence, line, word) => {
  const { told, problems } = readPipelineText(text)
  expect(told).toBeNull()
  expect(problems[0]?.message).toContain(sentence)
  expect([problems[0]?.line, problems[0] && wordAt(text, problems[0])]).toEqual([line, word])
})

it('tells a hundred of more mistakes than anybody reads', () => {
  const modules = Array.from({ length: 300 }, () => ({ id: 'no id', value: { type: 'flow' } }))
  expect(readPipelineText(textOf({ modules })).problems).toHaveLength(100)
})
