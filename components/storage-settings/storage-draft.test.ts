import { expect, it } from 'vitest'
import { draftOf, toInput, withSecondary } from './storage-draft'

const saved = {
  version: '1',
  primary: { resourcePath: 'f/team/main', publicResource: true, rules: null },
  secondary: [{ name: 'storage_2', resourcePath: 'f/team/other', publicResource: false, rules: null }],
}

it('means on saving what was saved', () => {
  expect(toInput(draftOf(saved))).toEqual({ primary: saved.primary, secondary: saved.secondary })
})

it('means no storage when no resource is chosen', () => {
  expect(toInput(draftOf({ version: '1', primary: null, secondary: [] }))).toEqual({ primary: null, secondary: [] })
})

it('takes a resource that was just made as the primary storage, when there is none', () => {
  expect(draftOf({ version: '1', primary: null, secondary: [] }, 'u/ada/new').primary.resourcePath).toBe('u/ada/new')
  expect(draftOf(saved, 'u/ada/new').primary.resourcePath).toBe('f/team/main')
})

it('names a new storage as no other is named', () => {
  const names = withSecondary(withSecondary(draftOf(saved))).secondary.map(({ name }) => name)
  expect(names).toEqual(['storage_2', 'storage_3', 'storage_4'])
  expect(new Set(names).size).toBe(3)
})
