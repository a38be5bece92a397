import { describe, expect, it } from 'vitest'
import { readHeader } from './read-header'
import { fits, parseRequirement } from './requirement'

const asked = (content: string) => {
  const { requirements, hosts } = readHeader(content, 'python3')
  return [requirements.map(({ text }) => text), hosts.map(({ host, port }) => `${host}:${port}`)]
}

describe('the header of a Python script', () => {
  it.each<[string, string, string[], string[]]>([
    ['none', 'import os\n# requirements:\n# x', [], []],
    [
      'the list of the original',
      '#requirements:\n#polars==1.2.0\n#duckdb==0.9.1\n\nimport polars',
      ['polars==1.2.0', 'duckdb==0.9.1'],
      [],
    ],
    [
      'its other name',
      '# extra_requirements:\n# Foo.Bar_baz[a, b] >= 1.2, < 2\nx = 1',
      ['foo-bar-baz[a,b]>=1.2,<2'],
      [],
    ],
    [
      'inline metadata',
      '# /// script\n# dependencies = [\n#   "rich",\n#   "x<2",\n# ]\n# [tool.granary]\n# hosts = ["a.example"]\n# ///\nimport rich',
      ['rich', 'x<2'],
      ['a.example:443'],
    ],
    ['metadata that has the end inside', '# /// script\n# dependencies = ["""\n# ///\n# """]\n# ///\n', [], []],
    ['hosts', '# hosts: a.example, b.example:8443\nimport os', [], ['a.example:443', 'b.example:8443']],
  ])('%s', (name, content, packages, hosts) => {
    if (name.includes('inside')) return expect(() => asked(content)).toThrow('which is no package')
    expect(asked(content)).toEqual([packages, hosts])
  })

  it.each([
    ['# /// script\n# dependencies = [\n# ///', 'no TOML'],
    ['# /// script\n# dependencies = []\n', 'has no end'],
    ['# /// script\n# ///\n\n# /// script\n# ///', 'two blocks'],
    ['# /// script\n# dependencies = "x"\n# ///', 'lists of texts'],
    ['#requirements:\n#x @ https://evil.example/x.whl', 'no package'],
    ['#requirements:\n#--index-url=https://evil.example', 'no package'],
    ['#requirements:\n#x; os_name == "nt"', 'no package'],
    ['#requirements:\n#./x', 'no package'],
    [`#requirements:\n#x==1.${'0'.repeat(400)}`, 'no package'],
    ['# hosts: https://a.example', 'is no host'],
    ['# hosts: a.example:0', 'is no host'],
    [`# hosts: ${Array.from({ length: 21 }, (_, n) => `h${n}`).join(',')}`, '20 at most'],
  ])('%j is refused', (content, reason) => expect(() => asked(content)).toThrow(reason))
})

it('reads hosts of a TypeScript script, and no packages: those are imported by their names', () => {
  const header = readHeader('// hosts: api.example.com\n// requirements:\n// x\nexport const main = () => 1', 'deno')
  expect(header).toEqual({ requirements: [], hosts: [{ host: 'api.example.com', port: 443 }] })
})

it.each<[string, string, boolean]>([
  ['1.5.5', 'x', true],
  ['1.5.5', 'x==1.5.5', true],
  ['1.5.5', 'x==1.5', false],
  ['1.5', 'x==1.5.0', true],
  ['1.5.5', 'x==1.5.*', true],
  ['1.10', 'x>1.9', true],
  ['1.5.5', 'x>=1,<1.5', false],
  ['1.5.5', 'x~=1.5.1', true],
  ['1.6', 'x~=1.5.1', false],
  ['1.5.5', 'x!=1.5.*', false],
  ['1.5.5', 'x===1.5.5', true],
])('whether %s fits %s: %s', (version, text, expected) => expect(fits(version, parseRequirement(text))).toBe(expected))
