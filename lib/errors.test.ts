import { expect, it, vi } from 'vitest'

it('is known where another copy of its module is loaded', async () => {
  const first = {
    ...(await import('./errors')),
    ...(await import('./storage/errors')),
    ...(await import('./storage/keys')),
    ...(await import('./storage/sts-errors')),
    ...(await import('./storage/guarded-address')),
  }
  vi.resetModules()
  const second = {
    ...(await import('./errors')),
    ...(await import('./storage/errors')),
    ...(await import('./storage/keys')),
    ...(await import('./storage/sts-errors')),
    ...(await import('./storage/guarded-address')),
  }
  expect(second.sharedClass).not.toBe(first.sharedClass)
  expect(new first.AppError('invalid', 'No.')).toBeInstanceOf(second.AppError)
  expect(new first.ObjectExists('a')).toBeInstanceOf(second.ObjectExists)
  expect(new first.ObjectExists('a')).toBeInstanceOf(second.AppError)
  expect(new first.ObjectExists('a')).not.toBeInstanceOf(second.ObjectNotFound)
  expect(new first.InvalidKey('', 'it is empty')).toBeInstanceOf(second.InvalidKey)
  expect(new first.BlockedAddress('a')).toBeInstanceOf(second.BlockedAddress)
  const settings = { bucket: 'b', region: '', endPoint: '', useSSL: true, pathStyle: false }
  expect(new first.RoleRefused(settings, 'refuses.')).toBeInstanceOf(second.RoleRefused)
})
