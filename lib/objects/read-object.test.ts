import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { copyObject } from './copy-object'
import { headObject, readObject } from './read-object'
import { copyObjectSchema, objectTargetSchema } from './schema'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
  for (const key of ['a/b.txt', '/both.txt', 'both.txt', 'secret/c.txt', 's3:/odd'])
    await folder.store.write(key, Buffer.from(key))
})

async function read(ctx: Context, file_key: string): Promise<string> {
  const { body } = await readObject(ctx, objectTargetSchema.parse({ file_key }), {})
  return Buffer.concat(await body.toArray()).toString()
}

describe('an object is found', () => {
  it.each([
    ['a/b.txt', 'a/b.txt'],
    ['s3:///a/b.txt', 'a/b.txt'],
    ['s3://_default_/a/b.txt', 'a/b.txt'],
    ['/a/b.txt', 'a/b.txt'],
    ['s3:////a/b.txt', 'a/b.txt'],
    ['/both.txt', '/both.txt'],
    ['s3:////both.txt', '/both.txt'],
    ['both.txt', 'both.txt'],
    ['s3:/odd', 's3:/odd'],
  ])('as %s', async (given, key) => {
    expect(await read(folder.owner, given)).toBe(key)
    expect((await headObject(folder.owner, objectTargetSchema.parse({ file_key: given }))).key).toBe(key)
  })

  it('nowhere else, and then the key is named as it was asked for', async () => {
    await expect(read(folder.owner, '//a/b.txt')).rejects.toMatchObject({ code: 'not_found', key: '//a/b.txt' })
    await expect(read(folder.owner, 's3://archive/a/b.txt')).rejects.toMatchObject({
      code: 'invalid',
      message: /archive/,
    })
  })
})

describe('a leading slash opens nothing', () => {
  const somebody = () =>
    withStorage(folder.owner, () => ({
      rules: [
        { pattern: 'secret/**', allow: [] },
        { pattern: '**', allow: ['read', 'write', 'list', 'delete'] },
      ],
    }))

  it('that may not be read without it', async () => {
    await expect(read(somebody(), '/secret/c.txt')).rejects.toMatchObject({ code: 'not_found', key: '/secret/c.txt' })
    await expect(read(somebody(), 'secret/c.txt')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a copy', () => {
  const copy = (ctx: Context, src: unknown, dest: unknown) => copyObject(ctx, copyObjectSchema.parse({ src, dest }))

  it.each([
    [{ s3: 'a/b.txt' }, { s3: 'copy/1.txt' }],
    ['s3:///a/b.txt', 's3://_default_/copy/2.txt'],
  ])('goes from %j to %j', async (src, dest) => {
    const { file_key } = await copy(folder.owner, src, dest)
    expect(await read(folder.owner, file_key)).toBe('a/b.txt')
  })

  it('goes from one resource to another through the server, with metadata', async () => {
    await folder.store.write('typed.bin', Buffer.from('typed'), { contentType: 'x/typed', metadata: { by: 'ada' } })
    await copy(folder.owner, { s3: 'typed.bin', s3_resource_path: '$res:u/ada/folder' }, { s3: 'copy/typed.bin' })
    expect(await folder.store.head('copy/typed.bin')).toMatchObject({ contentType: 'x/typed', metadata: { by: 'ada' } })
  })

  it.each([
    ['read', 'a source that may not be read'],
    ['write', 'a target that may not be written'],
  ])('needs the right to %s: it refuses %s', async (missing) => {
    const allow = (['read', 'write', 'list', 'delete'] as const).filter((operation) => operation !== missing)
    const limited = withStorage(folder.owner, () => ({ rules: [{ pattern: '**', allow }] }))
    await expect(copy(limited, 's3:///a/b.txt', 's3:///copy/no.txt')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await folder.store.head('copy/no.txt')).toBeNull()
  })

  it('replaces nothing where it must not', async () => {
    const input = copyObjectSchema.parse({ src: 's3:///a/b.txt', dest: 's3:///both.txt', overwrite: false })
    await expect(copyObject(folder.owner, input)).rejects.toMatchObject({ code: 'conflict' })
    await expect(copy(folder.owner, 's3:///missing', 's3:///copy/x')).rejects.toMatchObject({ code: 'not_found' })
  })
})
