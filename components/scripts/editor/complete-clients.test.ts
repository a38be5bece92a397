import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { toDiagnostics } from './code-mirror'
import { completePython, completeTypeScript } from './complete-clients'

/** What is offered at `|`, and how much of what is typed it takes the place of. */
function offered(complete: typeof completePython, text: string) {
  const pos = text.indexOf('|')
  const state = EditorState.create({ doc: text.replace('|', '') })
  const result = complete(new CompletionContext(state, pos, true))
  return { labels: result?.options.map(({ label }) => label) ?? [], typed: result ? pos - result.from : 0 }
}

describe('the editor offers', () => {
  it.each([
    ["import * as wmill from 'windmill-client'\nwmill.load|", 'loadS3File', 4],
    ["import wmill from 'windmill-client'\nwmill.|", 'writeS3File', 0],
    ["import { wri| } from 'granary-client'", 'writeS3File', 3],
    ["import {\n  type S3Object,\n  li|\n} from 'granary-client'", 'listS3Files', 2],
    ["import * as g from 'granary-client'\nawait g.head|", 'headS3File', 4],
    ["import { x } from 'wind|", 'windmill-client', 4],
  ])('in %j %s', (text, label, typed) => {
    const found = offered(completeTypeScript, text)
    expect(found.labels).toContain(label)
    expect(found.typed).toBe(typed)
  })

  it.each([
    ['import wmill\nwmill.load|', 'load_s3_file', 4],
    ['import wmill as w\nw.|', 'polars_connection_settings', 0],
    ['from wmill import S3Object, wri|', 'write_s3_file', 3],
  ])('in %j %s', (text, label, typed) => {
    const found = offered(completePython, text)
    expect(found.labels).toContain(label)
    expect(found.typed).toBe(typed)
  })

  it.each([
    [completeTypeScript, "import * as x from 'lodash'\nx.|"],
    [completeTypeScript, 'const a = b.|'],
    [completePython, 'import polars as pl\npl.|'],
    [completePython, 'wmill.|'],
  ])('nothing of what it does not know', (complete, text) => expect(offered(complete, text).labels).toEqual([]))
})

it('a problem is marked from its place to the end of its word', () => {
  const { doc } = EditorState.create({ doc: 'one\ntwo three' })
  const at = (line: number | null, column: number | null) => toDiagnostics([{ message: 'x', line, column }], doc)
  expect(at(2, 5)).toMatchObject([{ from: 8, to: 13, severity: 'error' }])
  expect(at(9, 1)).toMatchObject([{ from: 13, to: 13 }])
  expect(at(null, null)).toEqual([])
})
