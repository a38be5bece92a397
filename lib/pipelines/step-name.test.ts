import { expect, it } from 'vitest'
import { nameStep } from './step-name'

it('names a step by its summary or its script, and cuts what is long', () => {
  const value = { type: 'script' as const, path: 'u/ada/clean', input_transforms: {} }
  expect(nameStep({ id: 'a', value })).toBe('clean (a)')
  expect(nameStep({ id: 'clean', value })).toBe('clean')
  expect(nameStep({ id: 'a', value: { type: 'identity' } })).toBe('a')
  expect(nameStep({ id: 'a', summary: '🌾'.repeat(20_000), value })).toBe(`${'🌾'.repeat(80)}… (a)`)
})
