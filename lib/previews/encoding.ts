/** How the characters of a file are stored. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'

export interface EncodingGuess {
  encoding: Encoding
  /** Bytes of the byte order mark at the start. */
  bomBytes: number
  /** How it was found out, where that is worth saying. */
  note: string | null
}

/** Guesses the encoding from the first bytes: a byte order mark, the pattern of zeros, else UTF-8 where it is valid. */
export function guessEncoding(head: Uint8Array): EncodingGuess {
  const [a, b, c] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bomBytes: 3, note: null }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bomBytes: 2, note: 'UTF-16' }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bomBytes: 2, note: 'UTF-16' }
  const wide = wideByPattern(head)
  if (wide) return { encoding: wide, bomBytes: 0, note: 'UTF-16 without a byte order mark, by its pattern' }
  if (isUtf8(head)) return { encoding: 'utf-8', bomBytes: 0, note: null }
  return { encoding: 'latin1', bomBytes: 0, note: 'not UTF-8, so shown as Latin-1' }
}

/** Western text in UTF-16 has a zero in every second byte and nearly none in the others. */
function wideByPattern(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(head.length, 4096) & ~1
  if (length < 8) return null
  const zeros = [0, 0]
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = (length / 2) * 0.7
  const few = (length / 2) * 0.05
  if (odd >= many && even <= few) return 'utf-16le'
  return even >= many && odd <= few ? 'utf-16be' : null
}

/** Whether these bytes are UTF-8, allowing for a character that is cut off at the end. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Bytes per unit in which line ends and delimiters are looked for. */
export const unitBytes = (encoding: Encoding) => (encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1)

/** Text of bytes that begin and end at a character. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return encoding === 'latin1' ? byteString(bytes) : new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
}

const CHUNK = 8192

/** One character per byte: positions in the string are positions in the file. */
export function byteString(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK))
  return text
}

/** The bytes of a string made by `byteString`. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Makes control characters and marks that reverse the direction of text visible instead of obeying them. */
export const visibleControls = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, controlPicture)

function controlPicture(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : `\u27e8U+${code.toString(16).toUpperCase()}\u27e9`
}
