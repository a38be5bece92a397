import { beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '@/lib/database/migrate'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { startTestInstance } from '@/lib/testing/instance'

beforeAll(() => startTestInstance())

describe('the database', () => {
  it('applies each migration once', async () => {
    await expect(migrate(env().databaseUrl)).resolves.toEqual([])
  })

  it('keeps an acknowledged write although a transaction that was open at the time is rolled back', async () => {
    const client = await db()
    let outside: Promise<unknown> = Promise.resolve()
    const transaction = client.$transaction(async (tx) => {
      await tx.instanceSetting.create({ data: { name: 'inside', value: '1' } })
      outside = client.instanceSetting.create({ data: { name: 'outside', value: '1' } })
      await new Promise((resolve) => setTimeout(resolve, 50))
      throw new Error('rolled back')
    })
    await expect(transaction).rejects.toThrow('rolled back')
    await outside
    const kept = await client.instanceSetting.findMany({ select: { name: true } })
    expect(kept).toEqual([{ name: 'outside' }])
  })
})
