import { describe, expect, it } from 'vitest'
import { childText, readXml } from './read-xml'

const keyIn = (inner: string) => childText(readXml(`<Delete><Key>${inner}</Key></Delete>`), 'Key')

it.each<[string, string]>([
  ['a&amp;b&lt;c&gt;&quot;&apos;', `a&b<c>"'`],
  ['  spaces stay  ', '  spaces stay  '],
  ['&#13;&#x1F600;', '\r\u{1f600}'],
  ['<![CDATA[a&amp;b]]>', 'a&amp;b'],
  ['&amp;amp;', '&amp;'],
])('reads %j as it was meant', (sent, meant) => expect(keyIn(sent)).toBe(meant))

it('reads elements of any namespace', () => {
  const root = readXml('<s3:Delete xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/"><s3:Key>k</s3:Key></s3:Delete>')
  expect([root.name, childText(root, 'Key')]).toEqual(['Delete', 'k'])
})

const BILLION_LAUGHS = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Delete><Key>&b;</Key></Delete>`
const EXTERNAL = `<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><Delete><Key>&f;</Key></Delete>`

describe('what is refused', () => {
  it.each<[string, string]>([
    ['entities of their own', BILLION_LAUGHS],
    ['files', EXTERNAL],
    ['an unknown entity', '<Delete><Key>&nbsp;</Key></Delete>'],
    ['an element without end', '<Delete><Key>x</Key>'],
    ['two roots', '<Delete/><Delete/>'],
    ['nothing', ''],
    ['no XML', '{"Delete": true}'],
    ['elements a thousand deep', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`],
    ['too many elements', `<Delete>${'<a/>'.repeat(100_001)}</Delete>`],
    ['a character that XML has not', '<Delete><Key>\u0001</Key></Delete>'],
  ])('%s', (_what, text) => expect(() => readXml(text)).toThrow(expect.objectContaining({ code: 'MalformedXML' })))
})
