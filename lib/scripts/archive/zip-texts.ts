import { strToU8, zip } from 'fflate'
import { AppError } from '@/lib/errors'
import { inflateEntry, readDirectory } from './zip-directory'

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
  const entries = readDirectory(archive).filter(({ name }) => isWanted(name))
  if (entries.length > MAX_FILES) throw tooMuch()
  const texts = new Map<string, string>()
  let room = MAX_UNPACKED_BYTES
  for (const entry of entries) {
    const bytes = await inflateEntry(archive, entry, room)
    if (bytes === null) throw tooMuch()
    room -= bytes.length
    texts.set(entry.name, bytes.toString('utf8'))
  }
  return Object.fromEntries(texts)
}

function isWanted(name: string): boolean {
  return !name.endsWith('/') && !name.startsWith('__MACOSX/')
}

function tooMuch(): AppError {
  return new AppError('invalid', `An archive has at most ${MAX_FILES} files and 64 MiB in them.`)
}
