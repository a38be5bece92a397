import { beforeAll, describe, expect, it, vi } from 'vitest'
import { signatureSchemaOf } from './json-schema'
import { readSignature } from './read-signature'

const file = { type: 'object', format: 'resource-s3_object', description: '' }
const files = {
  type: 'array',
  items: { type: 'resource', resourceType: 's3_object' },
  originalType: 'resource[]',
  description: '',
}

async function schemaOf(content: string, language: 'bun' | 'python3', resourceTypes: string[] = []) {
  const { signature } = await readSignature({ content, language, resourceTypes })
  return signature && signatureSchemaOf(signature)
}

async function typeScript(annotation: string, declarations = '') {
  const content = `import * as wmill from 'windmill-client'\n${declarations}\nexport async function main(x${annotation}) {}`
  return schemaOf(content, 'bun', ['postgresql'])
}

async function python(annotation: string, declarations = '') {
  return schemaOf(`import wmill\n${declarations}\ndef main(x${annotation}):\n    pass\n`, 'python3', ['postgresql'])
}

describe('an argument in TypeScript', () => {
  it.each<[string, object]>([
    [': string', { type: 'string' }],
    [': number', { type: 'number' }],
    [': bigint', { type: 'integer' }],
    [': boolean', { type: 'boolean' }],
    [': Date', { type: 'string', format: 'date-time' }],
    [': wmill.Base64', { type: 'string', contentEncoding: 'base64', originalType: 'bytes' }],
    [': Uint8Array', { type: 'string', contentEncoding: 'base64', originalType: 'bytes' }],
    [': "a" | "b"', { type: 'string', originalType: 'enum', enum: ['a', 'b'] }],
    [': 1 | 2', { type: 'number', enum: [1, 2] }],
    [': string[]', { type: 'array', items: { type: 'string' } }],
    [': { a: string; b?: number }', { properties: { a: { type: 'string' }, b: { type: 'number' } }, required: ['a'] }],
    [': { f: wmill.S3Object }', { properties: { f: { type: 'object', format: 'resource-s3_object' } } }],
    [': S3Object', file],
    [': wmill.S3Object', file],
    [': RT.S3Object', file],
    [': Resource<"s3_object">', file],
    [': S3Object | null | undefined', file],
    [': S3Object | string', file],
    [': S3Object[]', files],
    [': Array<S3Object>', files],
    [': s3object', { type: 'object', format: 'resource-s3object' }],
    [': S3', { type: 'object', format: 'resource-s3' }],
    [': Azure_Blob', { type: 'object', format: 'resource-azure_blob' }],
    [': S3ObjectRecord', { type: 'object', format: 'resource-s3_object_record' }],
    [': S3ObjectURI', { type: 'object', format: 'resource-s3_object_uri' }],
    [': Postgresql', { type: 'object', format: 'resource-postgresql' }],
    ["= 'text'", { type: 'string', default: 'text' }],
    [' = -5', { type: 'number', default: -5 }],
    [": S3Object = { s3: 'x' }", { ...file, default: { s3: 'x' } }],
  ])('x%s', async (annotation, expected) => {
    expect((await typeScript(annotation))?.properties).toEqual({ x: expect.objectContaining(expected) })
  })

  it.each([
    ['an interface', 'interface Filter { from: Date; tags?: string[] }'],
    ['a type', 'export type Filter = { from: Date; tags?: string[] }'],
  ])('of %s of the module is an object with its fields', async (_what, declaration) => {
    const tags = { type: 'array', items: { type: 'string' } }
    expect((await typeScript(': Filter', declaration))?.properties).toMatchObject({
      x: { type: 'object', properties: { from: { format: 'date-time' }, tags }, required: ['from'] },
    })
  })

  it('that only repeats a resource type is a resource', async () => {
    expect((await typeScript(': Postgresql', 'type Postgresql = { host: string }'))?.properties).toMatchObject({
      x: { type: 'object', format: 'resource-postgresql' },
    })
  })

  it('of an enum takes one of its values', async () => {
    const declaration = "enum Colour { Red = 'red', Blue = 'blue' }"
    expect((await typeScript(': Colour', declaration))?.properties).toMatchObject({ x: { enum: ['red', 'blue'] } })
  })

  it('of several objects is a choice named by what tells them apart', async () => {
    const annotation = ": { kind: 'url'; url: string } | { kind: 'text'; text: string }"
    expect((await typeScript(annotation))?.properties).toMatchObject({
      x: { oneOf: [{ title: 'url' }, { title: 'text', properties: { text: { type: 'string' } } }] },
    })
  })

  it.each([': unknown', ': any', '', ': string | number', ': () => void'])('x%s tells nothing', async (annotation) => {
    expect((await typeScript(annotation))?.properties).toEqual({ x: { description: '' } })
  })

  it('that refers to itself comes to an end', async () => {
    const declaration = 'interface Tree { left: Tree; right: Tree; name: string }'
    expect(await typeScript(': Tree', declaration)).toMatchObject({ properties: { x: { type: 'object' } } })
  })
})

const inPython: [string, object][] = [
  [': str', { type: 'string' }],
  [': int', { type: 'integer' }],
  [': float', { type: 'number' }],
  [': bool', { type: 'boolean' }],
  [': bytes', { type: 'string', contentEncoding: 'base64', originalType: 'bytes' }],
  [': datetime', { type: 'string', format: 'date-time' }],
  [': datetime.date', { type: 'string', format: 'date' }],
  [': dict', { type: 'object' }],
  [': list[str]', { type: 'array', items: { type: 'string' } }],
  [': Literal["a", "b"]', { type: 'string', originalType: 'enum', enum: ['a', 'b'] }],
  [': S3Object', file],
  [': wmill.S3Object', file],
  [': Optional[S3Object]', file],
  [': S3Object | None', file],
  [': S3Object | str', file],
  [': "S3Object"', file],
  [': Annotated[S3Object, "the file"]', { ...file, description: 'the file' }],
  [': s3_object', file],
  [': list[S3Object]', files],
  [': List["S3Object"]', files],
  [': s3', { type: 'object', format: 'resource-s3' }],
  [': S3ObjectURI', { type: 'object', format: 'resource-S3ObjectURI' }],
  [': postgresql', { type: 'object', format: 'resource-postgresql' }],
  [' = 5', { type: 'integer', default: 5 }],
  [': str = "a"', { type: 'string', default: 'a' }],
  [': S3Object = S3Object(s3="x")', { ...file, default: { s3: 'x' } }],
  [': S3Object = wmill.S3Object(s3="x", storage="cold")', { ...file, default: { s3: 'x', storage: 'cold' } }],
]

describe('an argument in Python', () => {
  let properties: unknown

  // In one reading, as each starts a process.
  beforeAll(async () => {
    const parameters = inPython.map(([annotation], index) => `x${index}${annotation}`)
    properties = (await schemaOf(`def main(*, ${parameters.join(', ')}): pass`, 'python3', ['postgresql']))?.properties
  })

  it.each(inPython.map(([annotation, expected], index) => ({ annotation, expected, name: `x${index}` })))(
    'x$annotation',
    ({ expected, name }) => expect(properties).toMatchObject({ [name]: expect.objectContaining(expected) }),
  )

  it('of a class of the script is an object with its fields', async () => {
    const declaration = 'class Filter(TypedDict):\n    since: datetime\n    tags: NotRequired[list[str]]\n'
    expect((await python(': Filter', declaration))?.properties).toMatchObject({
      x: { type: 'object', properties: { since: { format: 'date-time' } }, required: ['since'] },
    })
  })

  it('of an enum takes one of its values', async () => {
    const declaration = 'class Colour(str, Enum):\n    RED = "red"\n    BLUE = "blue"\n'
    expect((await python(': Colour', declaration))?.properties).toMatchObject({ x: { enum: ['red', 'blue'] } })
  })

  it('that only repeats a resource type is a resource', async () => {
    expect((await python(': postgresql', 'postgresql = dict'))?.properties).toMatchObject({
      x: { format: 'resource-postgresql' },
    })
  })

  it('has no default where the text would have to be run to know it', async () => {
    const schema = await python(': str = read()')
    expect(schema).toEqual(
      expect.objectContaining({ properties: { x: { type: 'string', description: '' } }, required: [] }),
    )
  })
})

it('only arguments that nothing stands in for are required, in their order', async () => {
  expect(
    await schemaOf("export function main(b: string, a: S3Object, c?: number, d: string | null, e = 'x') {}", 'bun'),
  ).toMatchObject({ required: ['b', 'a'], order: ['b', 'a', 'c', 'd', 'e'] })
  expect(
    await schemaOf('def main(b: str, a: S3Object, *, c: int | None, d: str = "x"): pass', 'python3'),
  ).toMatchObject({ required: ['b', 'a'], order: ['b', 'a', 'c', 'd'] })
})

it.each<[string, string, 'bun' | 'python3']>([
  [
    'a JSDoc comment',
    '/**\n * Sums up.\n * @param {S3Object} x - the table\n *   to read\n * @param y\n * @returns z\n */\nexport async function main(x: S3Object, y: string) {}',
    'bun',
  ],
  [
    'a comment before export const',
    '/** @param x the table to read */\nexport const main = (x: S3Object, y: string) => x',
    'bun',
  ],
  ['Annotated', 'def main(x: Annotated[S3Object, 7, "the table to read"], y: str): pass', 'python3'],
  [
    'a section of a docstring',
    'def main(x, y):\n  """Sums up.\n\n  Args:\n    x (S3Object): the table to read\n\n  Returns:\n    y: no\n  """',
    'python3',
  ],
  ['fields of a docstring', 'def main(x, y):\n  """:param S3Object x: the table to read"""', 'python3'],
])('what the author wrote about an argument is told with it: %s', async (_what, content, language) => {
  const schema = await schemaOf(content, language)
  expect(schema?.properties).toMatchObject({ x: { description: 'the table to read' }, y: { description: '' } })
})

it('None stands for what Python has no default of', async () => {
  const schema = await schemaOf('def main(a: str | None, b: str | None = "x", c: str = None, d=None): pass', 'python3')
  expect(schema).toMatchObject({
    properties: { a: { default: null }, b: { default: 'x' }, c: { default: null }, d: { default: null } },
    required: [],
  })
})

const nested = '('.repeat(50_000)

it.each<[string, string, 'bun' | 'python3', { line: number | null; column: number | null }]>([
  ['an open brace', 'export function main(x: {', 'bun', { line: 1, column: 26 }],
  ['a name twice', 'const a = 1\n  const a = 2', 'bun', { line: 2, column: 9 }],
  ['an open bracket', 'import os\ndef main(x: ', 'python3', { line: 2, column: 9 }],
  ['a stray word', 'def main(x):\n    return 1 1\n', 'python3', { line: 2, column: 14 }],
  ['no indentation', 'def main(x):\nreturn 1\n', 'python3', { line: 2, column: 1 }],
  ['a NUL', 'x = 1\0', 'python3', { line: null, column: null }],
  ['deep nesting', `export const main = ${nested}`, 'bun', { line: null, column: null }],
])('what does not parse has no signature, and says where: %s', async (_what, content, language, place) => {
  const reading = await readSignature({ content, language, resourceTypes: [] })
  expect(reading).toEqual({
    signature: null,
    problems: [{ ...place, message: expect.not.stringMatching(/\(\d+:\d+\)|^$/) }],
  })
})

it('a text that the parser comes to no end with is given up, and the next one is read', async () => {
  const bomb = `export const main = ${'<a>('.repeat(60)}1${')'.repeat(60)}`
  const reading = await readSignature({ content: bomb, language: 'deno', resourceTypes: [] })
  expect(reading).toMatchObject({ signature: null, problems: [{ message: expect.stringMatching(/came to no end/) }] })
  const next = await readSignature({
    content: 'export const main = (a: string) => a',
    language: 'deno',
    resourceTypes: [],
  })
  expect(next.signature?.args).toHaveLength(1)
})

it('deep nesting in Python is refused as well', async () => {
  const reading = await readSignature({ content: `x = ${nested}`, language: 'python3', resourceTypes: [] })
  expect(reading).toMatchObject({ signature: null, problems: [{ message: expect.stringMatching(/nested/) }] })
})

it('says how to have Python where there is none', async () => {
  vi.stubEnv('PATH', '/nowhere')
  const reading = await readSignature({ content: 'def main(): pass', language: 'python3', resourceTypes: [] })
  vi.unstubAllEnvs()
  expect(reading).toMatchObject({ signature: null, problems: [{ message: expect.stringContaining('Install Python') }] })
})

it('a text of the greatest length is read', async () => {
  const fields = Array.from({ length: 25_000 }, (_, index) => `f${index}: string`)
  const content = `export function main(x: { ${fields.join('; ')} }) {}`
  expect((await readSignature({ content, language: 'bun', resourceTypes: [] })).signature?.args).toHaveLength(1)
})

it.each([
  'export const main = async (x: number) => x',
  'async function main(x: number) {}\nexport { main }',
  'export default 1\nexport function main(x: number) {}',
])('finds main in %s', async (content) => {
  expect((await readSignature({ content, language: 'deno', resourceTypes: [] })).signature).toMatchObject({
    args: [{ name: 'x' }],
    hasMain: true,
  })
})

it('a script without main is for others to import', async () => {
  for (const [content, language] of [
    ['function main() {}', 'bun'],
    ['def helper(): pass', 'python3'],
  ] as const)
    expect((await readSignature({ content, language, resourceTypes: [] })).signature).toMatchObject({
      args: [],
      hasMain: false,
    })
})

it('never runs a script to read it', async () => {
  const content = 'import os\nos._exit(7)\ndef main(x: int = os._exit(8)): pass\n'
  expect((await readSignature({ content, language: 'python3', resourceTypes: [] })).signature).toMatchObject({
    hasMain: true,
  })
})
