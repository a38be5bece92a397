import { afterEach, describe, expect, it } from 'vitest'
import { UploadNotFound } from '@/lib/storage/errors'
import { countBegun, countEnded, MAX_OPEN_UPLOADS } from './open-uploads'

const who = (id: string) => ({ workspace: { id: 'counted' }, person: { id } })
const place = { storage: '_default_', key: 'a' }
const refused = { code: 'unavailable', message: /1000 uploads in parts open/ }
const begun: string[] = []

async function begin(person: string, id: string, now?: number): Promise<string> {
  const made = await countBegun(who(person), place, async () => id, now)
  begun.push(made)
  return made
}
const end = (id: string, work = async () => {}) =>
  countEnded({ workspace: { id: 'counted' } } as Parameters<typeof countEnded>[0], { ...place, id }, work)

async function fill(person: string, now?: number) {
  for (let i = 0; i < MAX_OPEN_UPLOADS; i++) await begin(person, `${person}-${i}`, now)
}

afterEach(async () => {
  for (const id of begun.splice(0)) await end(id)
})

describe('the uploads that somebody has open', () => {
  it('are so many at most, each person’s for themself', async () => {
    await fill('ada')
    await expect(begin('ada', 'one more')).rejects.toMatchObject(refused)
    expect(await begin('grace', 'hers')).toBe('hers')
    await end('ada-7')
    expect(await begin('ada', 'instead')).toBe('instead')
    await expect(begin('ada', 'one more')).rejects.toMatchObject(refused)
  })

  it('count no more once they are not there, and on while they could not be ended', async () => {
    await fill('ada')
    await expect(end('ada-1', () => Promise.reject(new Error('The store is away')))).rejects.toThrow('away')
    await expect(begin('ada', 'one more')).rejects.toMatchObject(refused)
    await expect(end('ada-1', () => Promise.reject(new UploadNotFound('a')))).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await begin('ada', 'instead')).toBe('instead')
  })

  it('count while they begin, and not where that failed', async () => {
    let fail = () => {}
    const answer = new Promise<string>((_resolve, reject) => {
      fail = () => reject(new Error('The store is away'))
    })
    const beginning = Array.from({ length: MAX_OPEN_UPLOADS }, () =>
      countBegun(who('ada'), place, () => answer).catch((error: Error) => error.message),
    )
    await expect(begin('ada', 'one more')).rejects.toMatchObject(refused)
    fail()
    expect(new Set(await Promise.all(beginning))).toEqual(new Set(['The store is away']))
    expect(await begin('ada', 'instead')).toBe('instead')
  })

  it('count for a week', async () => {
    const start = Date.now()
    await fill('ada', start)
    const week = 7 * 24 * 3600 * 1000
    await expect(begin('ada', 'early', start + week)).rejects.toMatchObject(refused)
    expect(await begin('ada', 'late', start + week + 1)).toBe('late')
  })
})
