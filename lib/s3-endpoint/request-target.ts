/** A request target as it stood in the request line, parted at its first question mark; both parts still encoded. */
export type RequestTarget = { path: string; query: string }

/** Parts a request target. */
export function partTarget(target: string): RequestTarget {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/**
 * Decodes percent signs once, and the bytes as UTF-8; null where they are none. A percent sign that begins no code stands for
 * itself, and a plus sign for a plus. `decodes` says which bytes are decoded, all unless given.
 */
export function decodeOnce(text: string, decodes: (byte: number) => boolean = () => true): string | null {
  // Node reads the request line as Latin-1: bytes that were sent unencoded are characters up to U+00FF.
  const bytes = Buffer.from(text, 'latin1')
  const decoded = Buffer.alloc(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const code = codeAt(bytes, at)
    const taken = code !== null && decodes(code)
    decoded[length++] = taken ? code : (bytes[at] ?? 0)
    if (taken) at += 2
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decoded.subarray(0, length))
  } catch {
    return null
  }
}

/** The byte that `%` and two hexadecimal digits stand for, or null. */
function codeAt(bytes: Buffer, at: number): number | null {
  if (bytes[at] !== 0x25) return null
  const digits = bytes.toString('latin1', at + 1, at + 3)
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : null
}

/** Encodes as SigV4 wants it: all bytes but letters, digits and `-._~`. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The same for a path, whose slashes stay. */
export function encodePath(path: string): string {
  return encodeStrictly(path).replaceAll('%2F', '/')
}

/** The parameters of a query, decoded, in their order; null where one is no UTF-8. */
export function readQuery(query: string): [name: string, value: string][] | null {
  const pairs: [string, string][] = []
  for (const part of query.split('&').filter(Boolean)) {
    const equals = part.indexOf('=')
    const name = decodeOnce(equals < 0 ? part : part.slice(0, equals))
    const value = equals < 0 ? '' : decodeOnce(part.slice(equals + 1))
    if (name === null || value === null) return null
    pairs.push([name, value])
  }
  return pairs
}
