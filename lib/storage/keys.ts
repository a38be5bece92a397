import { AppError, sharedClass } from '@/lib/errors'

/** A key that no object store would accept. */
export const InvalidKey = sharedClass(
  'InvalidKey',
  class InvalidKey extends AppError {
    override name = 'InvalidKey'

    constructor(
      readonly key: string,
      reason: string,
    ) {
      super('invalid', `${JSON.stringify(key.slice(0, 80))} is not a valid key: ${reason}`)
    }
  },
)
export type InvalidKey = InstanceType<typeof InvalidKey>

/** S3's limit, in bytes of UTF-8 (Amazon S3 user guide, "Naming Amazon S3 objects"). */
export const MAX_KEY_BYTES = 1024

const encoder = new TextEncoder()

/** Accepts a key as it is or throws `InvalidKey`. Never rewrites: what a bucket lists must read back under the same key. */
export function checkKey(key: string): string {
  if (key === '') throw new InvalidKey(key, 'it is empty')
  if (!isWellFormed(key)) throw new InvalidKey(key, 'it is not valid Unicode')
  if (key.includes('\0')) throw new InvalidKey(key, 'it contains a NUL character')
  if (encoder.encode(key).length > MAX_KEY_BYTES) throw new InvalidKey(key, `it is longer than ${MAX_KEY_BYTES} bytes`)
  return key
}

/** Like `checkKey`, but a prefix may be empty. */
export function checkPrefix(prefix: string): string {
  return prefix === '' ? '' : checkKey(prefix)
}

/** Orders keys as every S3 server does: by their UTF-8 bytes, which differs from JavaScript's UTF-16 order beyond U+FFFF. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

// Surrogates stand for code points above U+FFFF, so they sort after U+E000..U+FFFF.
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)
}

/** The one key of a request that is about a single object. */
export function onlyKey(keys: string[]): string {
  const [key] = keys
  if (key === undefined || keys.length > 1) throw new Error('A condition is about one key alone')
  return key
}
