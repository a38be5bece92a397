import { strFromU8, strToU8, type Unzipped, unzip, zip } from 'fflate'
import { AppError } from '@/lib/errors'

/** Some thousand scripts; an archive of more is no set of scripts. */
const MAX_FILES = 10_000
const MAX_UNPACKED_BYTES = 64 * 1024 ** 2

/** A ZIP archive of texts, by their names in it. */
export function zipTexts(texts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]))
  return new Promise((resolve, reject) => {
    zip(files, { level: 6 }, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
}

/** The texts of a ZIP archive, by their names in it. Throws `invalid` for what is none, or unpacks to too much. */
export async function unzipTexts(archive: Uint8Array): Promise<Record<string, string>> {
  const files = await unpack(archive)
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

function unpack(archive: Uint8Array): Promise<Unzipped> {
  let [count, bytes] = [0, 0]
  return new Promise((resolve, reject) => {
    const told = (error: unknown, files: Unzipped) =>
      error
        ? reject(new AppError('invalid', 'That is no ZIP archive that can be read.', { cause: error }))
        : resolve(files)
    unzip(
      archive,
      {
        filter({ name, originalSize }) {
          if (name.endsWith('/') || name.startsWith('__MACOSX/')) return false
          count += 1
          bytes += originalSize
          if (count > MAX_FILES || bytes > MAX_UNPACKED_BYTES)
            reject(new AppError('invalid', `An archive has at most ${MAX_FILES} files and 64 MiB in them.`))
          return count <= MAX_FILES && bytes <= MAX_UNPACKED_BYTES
        },
      },
      told,
    )
  })
}
