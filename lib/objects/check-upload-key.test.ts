import { expect, it } from 'vitest'
import { checkUploadKey } from './check-upload-key'

it.each([
  ['', 'a.txt'],
  ['dir/', 'sub/a b #?%.txt'],
  ['dir//', 'a.txt'],
  ['../', 'a.txt'],
  ['', '...'],
])('below %j, %j is fine', (prefix, path) => expect(checkUploadKey(prefix, path)).toBeNull())

it.each([
  ['', '../a.txt', /\.\./],
  ['dir/', 'a/../../b', /\.\./],
  ['', './a', /\./],
  ['', '/etc/passwd', /without a name/],
  ['', 'a//b', /without a name/],
  ['', '', /without a name/],
  ['', `${'x'.repeat(1025)}`, /longer than 1024 bytes/],
  ['', 'a\0b', /NUL/],
  ['', 'half \ud800', /Unicode/],
])('below %j, %j is refused: %s', (prefix, path, reason) => expect(checkUploadKey(prefix, path)).toMatch(reason))
