import type { ByteSource } from './byte-source'
import { decodeText, guessEncoding } from './encoding'
import { JsonMistake, type JsonSpan, lineAndColumn, scanJson } from './json-scan'

/** A tree is built up to here; longer files are shown as text. */
export const MAX_JSON_BYTES = 8 * 1024 * 1024

type OpenedJson = { valid: true; text: string; root: JsonSpan } | { valid: false; mistake: string; bytes: Uint8Array }

/** Reads a whole JSON file and checks it. */
export async function openJson(source: ByteSource, signal?: AbortSignal): Promise<OpenedJson> {
  const bytes = await source.slice(0, source.byteLength, signal)
  const { encoding, bomBytes } = guessEncoding(bytes)
  const text = decodeText(bytes.subarray(bomBytes), encoding)
  try {
    return { valid: true, text, root: scanJson(text) }
  } catch (error) {
    if (!(error instanceof JsonMistake)) throw error
    const { line, column } = lineAndColumn(text, error.position)
    return {
      valid: false,
      bytes,
      mistake: `Shown as text, since it is not valid JSON: line ${line}, column ${column} should be ${error.expected}.`,
    }
  }
}
