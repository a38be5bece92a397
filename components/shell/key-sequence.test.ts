import { expect, it } from 'vitest'
import { nameKey, stepSequence } from './key-sequence'

const none = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

it.each<[Parameters<typeof nameKey>[0], string | null, string]>([
  [{ ...none, key: 'g' }, 'g', 'a letter'],
  [{ ...none, key: 'G' }, 'g', 'a letter under caps lock'],
  [{ ...none, key: 'G', shiftKey: true }, 'G', 'a letter with Shift is another key'],
  [{ ...none, key: '?', shiftKey: true }, '?', 'a sign that needs Shift'],
  [{ ...none, key: 'k', ctrlKey: true }, 'mod+k', 'Ctrl'],
  [{ ...none, key: 'k', metaKey: true }, 'mod+k', 'Command'],
  [{ ...none, key: 'п', code: 'KeyG' }, 'g', 'a Russian keyboard'],
  [{ ...none, key: 'e', altKey: true }, null, 'Alt writes letters on some keyboards'],
  [{ ...none, key: 'Shift', shiftKey: true }, null, 'a modifier alone'],
])('%j is %s: %s', (press, expected) => expect(nameKey(press)).toBe(expected))

it('starts, completes and abandons a sequence', () => {
  const bindings = ['g e', 'x']
  expect(stepSequence(bindings, [], 'g')).toEqual({ match: null, typed: ['g'] })
  expect(stepSequence(bindings, ['g'], 'e')).toEqual({ match: 'g e', typed: [] })
  expect(stepSequence(bindings, ['g'], 'x')).toEqual({ match: null, typed: [] })
  expect(stepSequence(bindings, [], 'x')).toEqual({ match: 'x', typed: [] })
})
