import { describe, expect, it } from 'vitest'
import { bytes, listAll, type Suite, text } from './contract-support'
import { compareKeys } from './keys'

/** Keys that a bucket may hold and that careless stores lose, rewrite or refuse; the first column says what is odd. */
export const hostileKeys: [string, string][] = [
  ['nothing', 'plain.txt'],
  ['spaces', 'with space/and more .txt'],
  ['characters of URLs', 'a#b?c%20d+e&f=g;h@i,j$k'],
  ['a lone percent sign', '100%'],
  ['percent-encoded dots and slash', '%2e%2e%2fescape'],
  ['quotes and shell characters', `quotes'"\`<>|*?!.txt`],
  ['backslashes', 'back\\slash\\..\\up'],
  ['composed letters (NFC)', 'caf\u00e9.txt'],
  ['decomposed letters (NFD)', 'cafe\u0301.txt'],
  ['emoji', '\u{1f600}/\u{1f468}\u200d\u{1f469}\u200d\u{1f467}.png'],
  ['the last character before the astral planes', '\uffff'],
  ['the first character of the astral planes', '\u{10000}'],
  ['the replacement character', '\ufffd.txt'],
  ['a double slash', 'double//slash'],
  ['only slashes', '///'],
  ['a single slash', '/'],
  ['a leading slash', '/leading'],
  ['a trailing slash', 'trailing/'],
  ['two trailing slashes', 'trailing//'],
  ['a dot', '.'],
  ['two dots', '..'],
  ['a dot as first segment', './here'],
  ['two dots as first segment', '../escape'],
  ['two dots in the middle', 'a/../b'],
  ['a dot in the middle', 'a/./b'],
  ['two dots as last segment', 'a/..'],
  ['an absolute way out', '/../../../../etc/passwd'],
  ['an object that is a folder of another', 'both'],
  ['an object below another', 'both/below'],
  ['an object below that', 'both/below/deeper'],
  ['one segment of 1,024 bytes', 'x'.repeat(1024)],
  ['1,024 bytes in many segments', `${'deep/'.repeat(204)}1234`],
  ['1,024 bytes of emoji', '\u{1f33e}'.repeat(256)],
  ['a folder of 256 bytes', `${'y'.repeat(256)}/leaf`],
  ['a segment of 255 bytes', 'y'.repeat(255)],
  ['a line break', 'carriage\r\nreturn'],
  ['a tab', 'tab\there'],
  ['a control character', 'control\u0001'],
  ['the delete character', 'delete\u007f'],
  ['a right-to-left override', 'evil\u202egpj.exe'],
  ['a zero-width space', 'zero\u200bwidth'],
  ["the store's own folder", '.granary/index.db'],
  ["the name of the store's own folder", '.granary'],
  ["the store's own folder below another", 'sub/.granary/x'],
  ['a leading dot', '.hidden'],
  ['a name that Windows reserves', 'CON'],
  ['a name that Windows reserves, with an ending', 'nul.txt'],
  ['trailing dots', 'dots...'],
  ['a trailing space', 'space '],
  ['a leading space', ' space'],
  ['only a space', ' '],
  ['a leading dash', '-rf'],
  ['a leading tilde', '~root'],
  ['an upper-case letter', 'Case'],
  ['the same name in lower case', 'case'],
  ['a property of every JavaScript object', '__proto__'],
  ['more of them', 'constructor/prototype'],
]

/** Keys that file systems, URLs and XML would bend come back as they were given. */
export function describeKeys({ store, supports }: Suite): void {
  const accepted = hostileKeys.filter(([, key]) => !supports.refuses(key) && !supports.confuses?.(key))
  const refused = hostileKeys.filter(([, key]) => supports.refuses(key))

  describe('a key', () => {
    it.each(accepted)('with %s works in every verb', async (_what, key) => {
      const body = `content of ${key}`
      await store().write(key, bytes(body), { metadata: { odd: 'yes' } })
      const { size, etag } = (await store().head(key)) ?? {}
      expect(await text(store().read(key))).toBe(body)
      expect((await store().list({ prefix: key, limit: 1 })).objects[0]).toMatchObject({ key, size, etag })
      await store().copy?.(key, 'copy of odd key')
      expect(await text(store().read('copy of odd key'))).toBe(body)
      await store().copy?.('copy of odd key', key)
      expect(await store().head(key)).toMatchObject({ key, metadata: { odd: 'yes' } })
    })

    it('is listed as it was written, in order, among all others', async () => {
      const keys = accepted.map(([, key]) => key).sort(compareKeys)
      const listed = (await listAll(store(), { limit: 100 })).keys
      expect(listed.filter((key) => keys.includes(key))).toEqual(keys)
    })

    it('is folded at its first slash', async () => {
      const { keys, prefixes } = await listAll(store(), { delimiter: '/', limit: 10 })
      for (const [, key] of accepted) {
        const cut = key.indexOf('/') + 1
        expect(cut ? prefixes : keys).toContain(key.slice(0, cut || undefined))
      }
      expect(new Set([...keys, ...prefixes]).size).toBe(keys.length + prefixes.length)
    })

    it('goes with its object, and only that', async () => {
      const keys = accepted.map(([, key]) => key)
      for (const key of keys) {
        expect(await store().remove([key])).toEqual([])
        expect(await store().head(key)).toBeNull()
      }
      const listed = (await listAll(store())).keys
      expect(listed.filter((key) => keys.includes(key))).toEqual([])
    })

    it.runIf(refused.length > 0).each(refused)('with %s is refused with a reason', async (_what, key) => {
      await expect(store().write(key, bytes('x'))).rejects.toMatchObject({ code: 'invalid' })
    })
  })
}
