import { beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import type { Context } from '@/lib/auth/context'
import { numberedKeys, startLinkedFolder } from '@/lib/testing/linked-folder'
import { countObjects } from './count-objects'
import { listFlat } from './list-flat'
import { listLevel } from './list-level'
import { countObjectsSchema, listFlatSchema, listLevelSchema } from './schema'

let owner: Context
let stranger: Context

const MANY = 10_050

beforeAll(async () => {
  const folder = await startLinkedFolder()
  owner = folder.owner
  stranger = folder.stranger
  const level = ['level/a', 'level/b/1', 'level/b/2', 'level/b.txt', 'level/c/d/e', 'level/z', 'level/über']
  await folder.putFiles([...level, 'beside', ...numberedKeys('many/', MANY)])
})

const level = (input: z.input<typeof listLevelSchema>, ctx = owner) => listLevel(ctx, listLevelSchema.parse(input))
const flat = (input: Partial<z.input<typeof listFlatSchema>>, ctx = owner) =>
  listFlat(ctx, listFlatSchema.parse({ max_keys: 1000, ...input }))
const count = (input: z.input<typeof countObjectsSchema>, ctx = owner) =>
  countObjects(ctx, countObjectsSchema.parse(input))

describe('one folder level', () => {
  it('has its folders and files with names of their own', async () => {
    const page = await level({ prefix: 'level/' })
    expect(page.folders).toEqual([
      { prefix: 'level/b/', name: 'b' },
      { prefix: 'level/c/', name: 'c' },
    ])
    expect(page.files.map(({ key, name, size }) => [key, name, size])).toEqual([
      ['level/a', 'a', 7],
      ['level/b.txt', 'b.txt', 11],
      ['level/z', 'z', 7],
      ['level/über', 'über', 11],
    ])
    expect(page.files[0]).toMatchObject({ last_modified: expect.any(Date), etag: expect.any(String) })
    expect([page.next_page_token, page.restricted_access]).toEqual([null, false])
  })

  it('comes in pages that leave nothing out and repeat nothing', async () => {
    const seen: string[] = []
    let token: string | undefined
    do {
      const page = await level({ prefix: 'level/', max_keys: 2, page_token: token })
      expect(page.folders.length + page.files.length).toBeLessThanOrEqual(2)
      seen.push(...page.folders.map(({ name }) => `${name}/`), ...page.files.map(({ name }) => name))
      token = page.next_page_token ?? undefined
    } while (token)
    expect(seen.sort()).toEqual(['a', 'b.txt', 'b/', 'c/', 'z', 'über'])
  })

  it('is searched by the beginning of names, folders and files alike', async () => {
    const page = await level({ prefix: 'level/', search: 'b' })
    expect(page.folders.map(({ name }) => name)).toEqual(['b'])
    expect(page.files.map(({ name }) => name)).toEqual(['b.txt'])
  })

  it('is empty where nothing is', async () => {
    expect(await level({ prefix: 'nowhere/' })).toMatchObject({ folders: [], files: [], restricted_access: false })
  })

  it('refuses a page token of somebody else’s making', async () => {
    await expect(level({ prefix: 'level/', page_token: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('tells a member who may not see the resource that it is restricted, and nothing else', async () => {
    const nothing = { folders: [], files: [], next_page_token: null, restricted_access: true }
    expect(await level({ prefix: '' }, stranger)).toEqual(nothing)
    expect(await level({ prefix: 'level/', search: 'b', page_token: 'nonsense' }, stranger)).toEqual(nothing)
  })
})

describe('a flat listing', () => {
  const keysOf = async (input: Parameters<typeof flat>[0]) =>
    (await flat(input)).windmill_large_files.map(({ s3 }) => s3)

  it('has every key under a prefix', async () => {
    expect(await keysOf({ prefix: 'level/b' })).toEqual(['level/b.txt', 'level/b/1', 'level/b/2'])
  })

  it('goes on after the marker until it is null', async () => {
    const first = await flat({ prefix: 'level/', max_keys: 3 })
    expect(first.next_marker).toBe('level/b/1')
    const second = await flat({ prefix: 'level/', max_keys: 3, marker: first.next_marker ?? '' })
    expect(second.windmill_large_files.map(({ s3 }) => s3)).toEqual(['level/b/2', 'level/c/d/e', 'level/z'])
    const third = await flat({ prefix: 'level/', max_keys: 3, marker: second.next_marker ?? '' })
    expect(third).toEqual({ windmill_large_files: [{ s3: 'level/über' }], next_marker: null, restricted_access: false })
  })

  it('takes a search as a longer prefix, alone or within one', async () => {
    expect(await keysOf({ search: 'level/c' })).toEqual(['level/c/d/e'])
    expect(await keysOf({ prefix: 'level/', search: 'level/b/' })).toEqual(['level/b/1', 'level/b/2'])
  })

  it('tells a member who may not see the resource that it is restricted, and nothing else', async () => {
    const nothing = { windmill_large_files: [], next_marker: null, restricted_access: true }
    expect(await flat({}, stranger)).toEqual(nothing)
    expect(await flat({ prefix: 'level/', marker: 'level/a' }, stranger)).toEqual(nothing)
  })
})

describe('counting', () => {
  it('tells objects and bytes under a prefix', async () => {
    expect(await count({ prefix: 'level/b' })).toEqual({ count: 3, bytes: 11 + 9 + 9, next_page_token: null })
    expect(await count({ prefix: 'nowhere/' })).toEqual({ count: 0, bytes: 0, next_page_token: null })
  })

  it('goes on from where a request stopped in a large folder', async () => {
    const first = await count({ prefix: 'many/' })
    expect(first).toEqual({ count: 10_000, bytes: 100_000, next_page_token: expect.any(String) })
    const rest = await count({ prefix: 'many/', page_token: first.next_page_token ?? undefined })
    expect(rest).toEqual({ count: MANY - 10_000, bytes: 500, next_page_token: null })
  })

  it('is refused to whoever may not browse', async () => {
    await expect(count({ prefix: 'level/' }, stranger)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
