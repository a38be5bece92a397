import { expect, it } from 'vitest'
import { newTokenDraft, toTokenInput } from './token-draft'

const NOW = Date.UTC(2026, 10, 1)

it('lives as many days as were chosen', () => {
  expect(toTokenInput({ ...newTokenDraft, lifetime: '7' }, NOW).expiresAt).toEqual(new Date(Date.UTC(2026, 10, 8)))
})

it('lives until the end of a chosen day, where the person is', () => {
  const { expiresAt } = toTokenInput({ ...newTokenDraft, lifetime: 'date', day: '2027-01-31' }, NOW)
  expect(expiresAt).toEqual(new Date(2027, 0, 31, 23, 59, 59))
})

it('does not live for ever because no day was chosen', () => {
  const { expiresAt } = toTokenInput({ ...newTokenDraft, lifetime: 'date' }, NOW)
  expect(Number.isNaN(Number(expiresAt))).toBe(true)
  expect(toTokenInput({ ...newTokenDraft, lifetime: 'never' }, NOW).expiresAt).toBeNull()
})

it('ends a folder with a slash', () => {
  const draft = { ...newTokenDraft, workspace: 'lab', storage: '_default_', folder: 'reports' }
  expect(toTokenInput(draft, NOW)).toMatchObject({ workspaceId: 'lab', storage: '_default_', prefix: 'reports/' })
})

it('forgets the storage and the folder of a workspace that is no longer chosen', () => {
  const draft = { ...newTokenDraft, storage: 'raw', folder: 'reports/' }
  expect(toTokenInput(draft, NOW)).toMatchObject({ workspaceId: null, storage: null, prefix: '' })
})
