import { expect, it } from 'vitest'
import { runAction } from './run-action'

it('answers the data', async () => expect(await runAction(Promise.resolve({ ok: true, data: 7 }))).toBe(7))

it('throws the failure that the action told', async () => {
  const failed = runAction(Promise.resolve({ ok: false, code: 'conflict', message: 'Taken.', fields: undefined }))
  await expect(failed).rejects.toMatchObject({ code: 'conflict', message: 'Taken.' })
})

it('says so when the server cannot be reached', async () => {
  const failed = runAction(Promise.reject(new TypeError('Failed to fetch')))
  await expect(failed).rejects.toMatchObject({ code: 'unavailable' })
})

it('passes on what is a bug', async () => {
  await expect(runAction(Promise.reject(new Error('bug')))).rejects.toThrow('bug')
})
