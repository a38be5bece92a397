import { guessEncoding } from './encoding'

/** What the first bytes say a file is, whatever its name. */
export interface Sniffed {
  type: string
  /** For people: "a PNG image". */
  label: string
}

export const SNIFF_BYTES = 4096

type Signature = [type: string, label: string, offset: number, hex: string]

const SIGNATURES: Signature[] = [
  ['parquet', 'a Parquet file', 0, '50415231'],
  ['parquet', 'an encrypted Parquet file', 0, '50415245'],
  ['png', 'a PNG image', 0, '89504e470d0a1a0a'],
  ['jpeg', 'a JPEG image', 0, 'ffd8ff'],
  ['gif', 'a GIF image', 0, '474946383761'],
  ['gif', 'a GIF image', 0, '474946383961'],
  ['webp', 'a WebP image', 8, '57454250'],
  ['wav', 'a WAV recording', 8, '57415645'],
  ['avif', 'an AVIF image', 4, '6674797061766966'],
  ['avif', 'an AVIF image', 4, '6674797061766973'],
  ['heic', 'a HEIC image', 4, '6674797068656963'],
  ['heic', 'a HEIC image', 4, '6674797068656978'],
  ['heic', 'a HEIF image', 4, '667479706d696631'],
  ['heic', 'a HEIF image', 4, '667479706d736631'],
  ['m4a', 'an MPEG-4 recording', 4, '667479704d344120'],
  ['mov', 'a QuickTime film', 4, '6674797071742020'],
  ['mp4', 'an MPEG-4 film', 4, '66747970'],
  ['webm', 'a WebM or Matroska film', 0, '1a45dfa3'],
  ['mp3', 'an MP3 recording', 0, '494433'],
  ['mp3', 'an MP3 recording', 0, 'fffb'],
  ['mp3', 'an MP3 recording', 0, 'fff3'],
  ['ogg', 'an Ogg recording', 0, '4f676753'],
  ['flac', 'a FLAC recording', 0, '664c6143'],
  ['pdf', 'a PDF document', 0, '255044462d'],
  ['zip', 'a ZIP archive, or a document kept in one (docx, xlsx, jar)', 0, '504b0304'],
  ['gzip', 'a gzip archive', 0, '1f8b'],
  ['zstd', 'a Zstandard archive', 0, '28b52ffd'],
  ['bzip2', 'a bzip2 archive', 0, '425a68'],
  ['xz', 'an XZ archive', 0, 'fd377a585a00'],
  ['7z', 'a 7-Zip archive', 0, '377abcaf271c'],
  ['rar', 'a RAR archive', 0, '526172211a07'],
  ['tar', 'a tar archive', 257, '7573746172'],
  ['sqlite', 'an SQLite database', 0, '53514c69746520666f726d6174203300'],
  ['duckdb', 'a DuckDB database', 8, '4455434b'],
  ['arrow', 'an Arrow file', 0, '4152524f5731'],
  ['orc', 'an ORC file', 0, '4f5243'],
  ['avro', 'an Avro file', 0, '4f626a01'],
  ['hdf5', 'an HDF5 file', 0, '894844460d0a1a0a'],
  ['numpy', 'a NumPy array', 0, '934e554d5059'],
  ['elf', 'a Linux program', 0, '7f454c46'],
  ['exe', 'a Windows program', 0, '4d5a'],
  ['wasm', 'a WebAssembly module', 0, '0061736d'],
  ['class', 'a Java class or a macOS program', 0, 'cafebabe'],
  ['tiff', 'a TIFF image', 0, '49492a00'],
  ['tiff', 'a TIFF image', 0, '4d4d002a'],
  ['bmp', 'a BMP image', 0, '424d'],
  ['ico', 'an icon', 0, '00000100'],
  ['rtf', 'an RTF document', 0, '7b5c727466'],
]

/** Tells a file by its first bytes. */
export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0) return { type: 'empty', label: 'an empty file' }
  const text = looksLikeText(head)
  const found = SIGNATURES.find(
    ([, , offset, hex]) => !(text && hex.length < 10) && hexAt(head, offset, hex.length / 2) === hex,
  )
  if (found) return { type: found[0], label: found[1] }
  return text ? { type: 'text', label: 'text' } : { type: 'binary', label: 'binary data of an unknown kind' }
}

/** Types under which browsers show content without running anything. */
export const INLINE_TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['pdf', 'application/pdf'],
  ['mp3', 'audio/mpeg'],
  ['wav', 'audio/wav'],
  ['flac', 'audio/flac'],
  ['m4a', 'audio/mp4'],
  // Sound or film: players find that out, and take both under this type.
  ['ogg', 'application/ogg'],
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['webm', 'video/webm'],
])

/** The type under which content that begins like this can be shown inline, or null: a file to download, nothing else. */
export const harmlessType = (head: Uint8Array): string | null => INLINE_TYPES.get(sniff(head).type) ?? null

function hexAt(head: Uint8Array, offset: number, length: number): string {
  return Array.from(head.subarray(offset, offset + length), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Text has few control characters; a stray NUL or escape does not make it binary. */
function looksLikeText(head: Uint8Array): boolean {
  const { encoding } = guessEncoding(head)
  if (encoding.startsWith('utf-16')) return true
  let controls = 0
  let high = 0
  for (const byte of head) {
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++
    else if (byte >= 0x80) high++
  }
  if (controls > head.length * 0.02 && controls > 1) return false
  return encoding === 'utf-8' || high < head.length * 0.3
}
