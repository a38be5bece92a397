import { expect, it } from 'vitest'
import { safePath } from './safe-path'

it.each<[unknown, string, string]>([
  [
    '/w/demo/explorer/_default_/a%2Fb?x=1#y',
    '/w/demo/explorer/_default_/a%2Fb?x=1#y',
    'a path of this site is kept as it is',
  ],
  ['/w/demo/explorer//a//b', '/w/demo/explorer//a//b', 'double slashes inside belong to keys'],
  [undefined, '/', 'nothing asked for'],
  [['/a', '/b'], '/', 'a repeated parameter'],
  ['', '/', 'an empty one'],
  ['https://evil.example', '/', 'another site'],
  ['//evil.example', '/', 'a scheme-relative address'],
  ['/\\evil.example', '/', 'browsers read a backslash as a slash'],
  ['\\\\evil.example', '/', 'two of them as well'],
  ['/a\\b', '/', 'a backslash anywhere'],
  ['/\t/evil.example', '/', 'browsers drop tabs'],
  ['/\n/evil.example', '/', 'and line feeds'],
  ['\u0000/evil.example', '/', 'and leading control characters'],
  [' //evil.example', '/', 'and leading spaces'],
  ['/.//evil.example', '/', 'a dot segment folds into a scheme-relative address'],
  ['/a/..//evil.example', '/', 'so do two dots'],
  ['/%2e//evil.example', '/', 'encoded or not'],
  ['javascript:alert(1)', '/', 'a script'],
])('%j leads to %j: %s', (next, expected) => expect(safePath(next)).toBe(expected))
