import { strToU8, zipSync } from 'fflate'
import { beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { createScript } from '@/lib/scripts/create-script'
import { getScript, listScriptHistory } from '@/lib/scripts/get-script'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { exportScripts } from './export-scripts'
import { importScripts } from './import-scripts'
import { unzipTexts } from './zip-texts'

let grace: Context
let other: Context

beforeAll(async () => {
  await startTestInstance()
  grace = await testContext({ username: 'grace', role: 'admin' })
  other = await testContext({ username: 'ada', workspace: 'other', role: 'admin' })
  const more = { description: 'Adds: "up"\n# twice', summary: 'Sum', timeout: 30, lock: 'a==1' }
  await createScript(grace, {
    ...{ path: 'f/team/sum', content: 'def main(x: int):\n    return x + x\n', language: 'python3', ...more },
    newFolder: true,
  })
  const content = 'export const main = (file: S3Object) => file\n'
  await createScript(grace, { path: 'f/team/deep/echo', content, language: 'deno', newFolder: true })
})

const zipped = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))

const MIB = 1024 ** 2
// The places of fields: PKWARE's APPNOTE.TXT, 4.3.12, 4.3.14 and 4.3.16.
const edited = (archive: Uint8Array, edit: (view: DataView, central: number, end: number) => void) => {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  edit(view, view.getUint32(archive.length - 6, true), archive.length - 22)
  return archive
}
const lying = (archive: Uint8Array) => edited(archive, (view, central) => view.setUint32(central + 24, 1, true))
const overlapping = (archive: Uint8Array) =>
  edited(archive, (view, central) => view.setUint32(central + 20, archive.length + 1, true))
/** With the record of ZIP64, which has room for such a count. */
const endless = (archive: Uint8Array) => {
  const [record, locator] = [new DataView(new ArrayBuffer(56)), new DataView(new ArrayBuffer(20))]
  return edited(Buffer.concat([archive.slice(0, -22), Buffer.alloc(76), archive.slice(-22)]), (view, central, end) => {
    for (const at of [24, 32]) record.setUint32(at, 0xffff_ffff, true)
    record.setUint32(0, 0x06064b50, true)
    record.setUint32(48, central, true)
    locator.setUint32(0, 0x07064b50, true)
    locator.setUint32(8, end - 76, true)
    for (let at = 0; at < 56; at++) view.setUint8(end - 76 + at, record.getUint8(at))
    for (let at = 0; at < 20; at++) view.setUint8(end - 20 + at, locator.getUint8(at))
    view.setUint32(end + 8, 0xffff_ffff, true)
    view.setUint32(end + 16, 0xffff_ffff, true)
  })
}

it('writes a script as its text, what is told of it and its lock', async () => {
  const files = await unzipTexts(await exportScripts(grace))
  expect(Object.keys(files).sort()).toEqual([
    ...['f/team/deep/echo.deno.ts', 'f/team/deep/echo.script.yaml'],
    ...['f/team/sum.py', 'f/team/sum.script.lock', 'f/team/sum.script.yaml'],
  ])
  expect(files['f/team/sum.script.yaml']).toMatch(/^summary: Sum\n[\s\S]*lock: ['"]?!inline f\/team\/sum\.script\.lock/)
})

it('reads in another workspace what it wrote in one, and writes the same there', async () => {
  const archive = await exportScripts(grace)
  const paths = ['f/team/deep/echo', 'f/team/sum']
  expect(await importScripts(other, archive)).toEqual({ created: paths, updated: [], unchanged: [], refused: [] })
  expect(await unzipTexts(await exportScripts(other))).toEqual(await unzipTexts(archive))
  expect(await importScripts(other, archive)).toMatchObject({ created: [], updated: [], unchanged: paths })
  expect(await listScriptHistory(other, { path: 'f/team/sum' })).toHaveLength(1)
})

it('stores a changed text as a new version, with its form read anew where nothing is told of it', async () => {
  const archive = zipped({
    'f/team/sum.py': 'def main(y: str):\n    return y\n',
    'README.md': 'hello',
    '.git/config': '',
  })
  expect(await importScripts(grace, archive)).toMatchObject({ updated: ['f/team/sum'], refused: [] })
  const { schema, content } = await getScript(grace, { path: 'f/team/sum' })
  expect(content).toContain('y: str')
  expect(schema).toMatchObject({ required: ['y'] })
})

const DEEP = ['- ', 'a: ', ': ', '[', '[a: ', '? '].map((each) => each.repeat(400_000 / each.length))
DEEP.push(']'.repeat(200_000) + '['.repeat(200_000), `{a: [1, ${'{b: '.repeat(50_000)}`)
const deepFiles = Object.fromEntries(
  DEEP.flatMap((text, index) => [
    [`u/grace/deep_${index}.ts`, '1'],
    [`u/grace/deep_${index}.script.yaml`, text],
  ]),
)

it('names what it cannot store, and stores the rest', async () => {
  const outcome = await importScripts(
    grace,
    zipped({
      'u/grace/good.ts': 'export const main = () => 1',
      'nowhere.ts': 'export const main = () => 1',
      'u/grace/../../etc/passwd.py': 'def main(): pass',
      'u/grace/twice.ts': '1',
      'u/grace/twice.py': '1',
      'u/grace/wrong.ts': 'export const main = () => 1',
      'u/grace/wrong.script.yaml': 'summary: [1',
      'u/grace/long.ts': '1',
      'u/grace/long.script.yaml': 'timeout: soon',
      'u/grace/large.ts': '1',
      'u/grace/large.script.yaml': `summary: ${' '.repeat(500_000)}x`,
      'u/grace/bomb.ts': '1',
      ...deepFiles,
      'u/grace/bomb.script.yaml': 'description: &a x\nsummary: *a',
    }),
  )
  expect(outcome).toMatchObject({ created: ['u/grace/good'], updated: [], unchanged: [] })
  expect(Object.fromEntries(outcome.refused.map(({ path, reason }) => [path, reason.slice(0, 40)]))).toMatchObject({
    nowhere: expect.any(String),
    'u/grace/../../etc/passwd': expect.any(String),
    'u/grace/twice': 'There are two texts of that name.',
    'u/grace/wrong': expect.stringContaining('u/grace/wrong.script.yaml'),
    'u/grace/long': expect.stringContaining('u/grace/long.script.yaml'),
    'u/grace/large': 'u/grace/large.script.yaml has more than ',
    ...Object.fromEntries(
      DEEP.map((_, index) => [`u/grace/deep_${index}`, `u/grace/deep_${index}.script.yaml: It is nested`]),
    ),
    'u/grace/bomb': expect.stringContaining('u/grace/bomb.script.yaml'),
  })
})

it.each([
  ['no archive', strToU8('no archive'), /no ZIP/],
  ['an archive without scripts', zipped({ 'a.txt': 'a' }), /no scripts/],
  ['an archive of too many files', zipped(Object.fromEntries([...Array(10_001)].map((_, i) => [`${i}`, '']))), /10000/],
  ['an archive that unpacks to more than it says', lying(zipped({ 'u/grace/a.ts': 'a'.repeat(70 * MIB) })), /64 MiB/],
  ['an archive of 4 billion files', endless(zipped({ 'u/grace/a.ts': 'a' })), /no ZIP/],
  ['an archive whose files lie over one another', overlapping(zipped({ 'u/grace/a.ts': 'a' })), /no ZIP/],
])('refuses %s', async (_, archive, reason) => {
  await expect(importScripts(grace, archive)).rejects.toThrow(reason)
})

it('writes all scripts, however many are looked up at a time', async () => {
  const names = async (atOnce?: number) => Object.keys(await unzipTexts(await exportScripts(grace, { atOnce })))
  expect(await names(1)).toEqual(await names())
  expect(await names(1)).toContain('f/team/sum.py')
})
