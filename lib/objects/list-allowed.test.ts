import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { isAllowed, unlimited } from '@/lib/permissions/access'
import type { Rule } from '@/lib/permissions/rules'
import { filesystemStore } from '@/lib/storage/filesystem'
import type { ListOptions, ObjectStore } from '@/lib/storage/object-store'
import { startTestInstance } from '@/lib/testing/instance'
import { openedWith } from '@/lib/testing/linked-folder'
import { listAllowedKeys } from './list-allowed-keys'
import { listAllowedLevel } from './list-allowed-level'

const SEGMENTS = ['a', 'b', 'c.csv', 'd d', 'é', '\u{1F33E}', 'a.csv']
const PATTERNS = [
  '**',
  '**/*',
  '*',
  'a/**',
  'a/*',
  '**/*.csv',
  '{a,b}/**',
  'b/**/*',
  '?',
  'a/b/**',
  '*/b/*',
  'a*/**',
  '',
]
const keys = SEGMENTS.flatMap((one) => [
  one,
  ...SEGMENTS.flatMap((two) => [`${one}/${two}x`, `${one}/${two}/deep.csv`]),
])

let store: ObjectStore

beforeAll(async () => {
  await startTestInstance()
  store = filesystemStore({ root: await mkdtemp(join(tmpdir(), 'granary-allowed-')) })
  for (const key of keys.map(asFile)) await store.write(key, Buffer.from(key))
})

// On a disk nothing can be a file and a folder at once.
function asFile(key: string): string {
  return key.includes('/') ? key : `${key}~`
}

/** The same numbers at every run (mulberry32), so that a failure can be seen again. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

function someRules(seed: number): Rule[] {
  const roll = dice(seed)
  return Array.from({ length: 1 + roll(4) }, () => ({
    pattern: PATTERNS[roll(PATTERNS.length)] ?? '**',
    allow: roll(3) === 0 ? [] : (['list', 'read'] as const),
  }))
}

async function flat(rules: Rule[], prefix: string, limit: number): Promise<string[]> {
  const opened = openedWith(store, rules)
  const found: string[] = []
  let after: string | undefined
  for (;;) {
    const page = await listAllowedKeys(opened, { prefix, after, limit })
    expect(page.objects.length).toBeLessThanOrEqual(limit)
    found.push(...page.objects.map(({ key }) => key))
    if (page.resume === null) return found
    after = page.resume
  }
}

async function level(rules: Rule[], prefix: string, limit: number): Promise<string[]> {
  const opened = openedWith(store, rules)
  const found: string[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await listAllowedLevel(opened, { prefix, limit, cursor })
    expect(page.objects.length + page.prefixes.length).toBeLessThanOrEqual(limit)
    found.push(...page.objects.map(({ key }) => key), ...page.prefixes)
    if (page.cursor === null) return found
    cursor = page.cursor
  }
}

describe.each(Array.from({ length: 40 }, (_, seed) => seed))('under the rules of throw %i', (seed) => {
  const rules = someRules(seed)
  const listable = keys.map(asFile).filter((key) => isAllowed({ ...unlimited, rules }, 'list', key))

  it.each([
    ['', 3],
    ['', 1000],
    ['a/', 2],
    ['a/b/', 1],
  ])('below %j in pages of %i shows just what may be listed, flat and by level', async (prefix, limit) => {
    const below = listable.filter((key) => key.startsWith(prefix))
    expect((await flat(rules, prefix, limit)).sort()).toEqual([...below].sort())
    const shown = new Set(
      below.map((key) => {
        const slash = key.indexOf('/', prefix.length)
        return slash < 0 ? key : key.slice(0, slash + 1)
      }),
    )
    expect((await level(rules, prefix, limit)).sort()).toEqual([...shown].sort())
  })
})

describe('a search among much that is hidden', () => {
  /** Counts what the store is asked for, over a hundred thousand objects of somebody else. */
  function busyStore() {
    const asked: ListOptions[] = []
    const own = new Set(['u/ada/one', 'u/ada/two/three'])
    const inner: Pick<ObjectStore, 'list'> = {
      async list(options = {}) {
        asked.push(options)
        const objects = [...own]
          .filter((key) => key.startsWith(options.prefix ?? '') && key > (options.startAfter ?? ''))
          .map((key) => ({ key, size: 1, lastModified: new Date(0), etag: null }))
        if ('u/ada/'.startsWith(options.prefix ?? '') && options.prefix !== 'u/ada/')
          throw new Error(`It looked through ${options.prefix} as a whole`)
        return { objects, prefixes: [], cursor: null }
      },
    }
    return { asked, opened: openedWith({ ...store, ...inner }, [{ pattern: 'u/ada/**/*', allow: ['list'] }]) }
  }

  it('reads only where something may be found', async () => {
    const { asked, opened } = busyStore()
    expect((await listAllowedKeys(opened, { prefix: '', limit: 10 })).objects).toHaveLength(2)
    expect((await listAllowedLevel(opened, { prefix: '', limit: 10 })).prefixes).toEqual(['u/'])
    expect((await listAllowedLevel(opened, { prefix: 'u/', limit: 10 })).prefixes).toEqual(['u/ada/'])
    expect(asked).toHaveLength(3)
  })

  it('names nobody of what it passed over', async () => {
    const opened = openedWith(store, [{ pattern: 'a/b/deep.csv', allow: ['list'] }])
    const page = await listAllowedLevel(opened, { prefix: '', limit: 10 })
    expect(page).toEqual({ objects: [], prefixes: ['a/'], cursor: null })
    const other = await listAllowedLevel(opened, { prefix: 'b/', limit: 10 })
    expect(other).toEqual({ objects: [], prefixes: [], cursor: null })
  })

  it('refuses a place that it did not give', async () => {
    const opened = openedWith(store, [{ pattern: 'a/**', allow: ['list'] }])
    await expect(listAllowedLevel(opened, { prefix: '', limit: 1, cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})
