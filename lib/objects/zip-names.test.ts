import { expect, it } from 'vitest'
import { zipNames } from './zip-names'

it('names keys from the folder on', () => {
  const nameOf = zipNames('reports/')
  expect(nameOf('reports/2026/may.csv')).toBe('2026/may.csv')
})

it.each([
  ['../../etc/passwd', '__/__/etc/passwd'],
  ['/etc/passwd', '_/etc/passwd'],
  ['a//b', 'a/_/b'],
  ['a/', 'a/_'],
  ['./a', '_/a'],
  ['C:\\windows\\a', 'C__windows_a'],
  ['a\u202egpj.exe', 'a_gpj.exe'],
  ['line\nbreak', 'line_break'],
  ['.gitignore', '.gitignore'],
  ['日本/ü.txt', '日本/ü.txt'],
])('keeps %j inside, as %j', (key, name) => expect(zipNames('')(key)).toBe(name))

it('gives no name twice, whatever the case', () => {
  const nameOf = zipNames('')
  expect(['a.csv', 'A.csv', 'a?.csv', 'a_.csv', 'x//y', 'x/_/y'].map(nameOf)).toEqual([
    ...['a.csv', 'A (2).csv', 'a_.csv', 'a_ (2).csv', 'x/_/y', 'x/_/y (2)'],
  ])
})
