import { expect, it } from 'vitest'
import { hasRightToLeft, nameParts, visibleName } from './visible-name'

it.each<[string, string, string]>([
  ['report.csv', 'report.csv', 'a plain name stays'],
  ['two  words.csv', 'two  words.csv', 'inner spaces stay'],
  ['日本 (final).csv', '日本 (final).csv', 'other scripts stay'],
  ['evil\u202Egpj.exe', 'evil‹U+202E›gpj.exe', 'a right-to-left override is written out'],
  ['\u2066a\u2069', '‹U+2066›a‹U+2069›', 'so are isolates'],
  ['a\u200Bb', 'a‹U+200B›b', 'so are zero-width spaces'],
  ['a\nb\u0000\u007F', 'a‹U+000A›b‹U+0000›‹U+007F›', 'so are controls'],
  ['a\u00A0b\u3000c', 'a‹U+00A0›b‹U+3000›c', 'so are spaces that only look like one'],
  ['a\u00ADb\uFEFFc\u3164', 'a‹U+00AD›b‹U+FEFF›c‹U+3164›', 'so are soft hyphens, byte order marks and fillers'],
  ['  a ', '‹space›‹space›a‹space›', 'outer spaces are written out, since nobody sees them'],
  ['\uD83D.txt', '‹U+D83D›.txt', 'half a pair is written out'],
  ['👩‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿.png', '👩‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿.png', 'emoji keep their joiners, variants and tags'],
  ['a\u200Db\uFE0F', 'a‹U+200D›b‹U+FE0F›', 'the same characters elsewhere hide something'],
  ['می\u200Cخواهم', 'می\u200Cخواهم', 'Persian keeps its non-joiner'],
])('%j is shown as %j: %s', (name, expected) => expect(visibleName(name)).toBe(expected))

it('tells a written-out character from a name that spells one', () => {
  expect(nameParts('a\u202Eb')).toEqual([
    { text: 'a', escaped: false },
    { text: '‹U+202E›', escaped: true },
    { text: 'b', escaped: false },
  ])
  expect(nameParts('a‹U+202E›b')).toEqual([{ text: 'a‹U+202E›b', escaped: false }])
})

it('judges a part of a name within the whole of it', () => {
  expect(nameParts('日本 a ', 2, 4)).toEqual([{ text: ' a', escaped: false }])
  expect(nameParts('日本 a ', 3)).toEqual([
    { text: 'a', escaped: false },
    { text: '‹space›', escaped: true },
  ])
})

it('knows names that run from right to left', () => {
  expect(hasRightToLeft('تقرير.pdf')).toBe(true)
  expect(hasRightToLeft('report.pdf')).toBe(false)
})
