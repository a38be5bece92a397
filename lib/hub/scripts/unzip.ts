import { unzipSync } from 'fflate'
import { loadS3File, type S3Object, writeS3File } from 'granary-client'

const MAX_BYTES = 500_000_000

/**
 * @param archive a ZIP file
 * @param folder where its files are written
 */
export async function main(archive: S3Object, folder = 'unzipped/') {
  let bytes = 0
  const files = unzipSync(await loadS3File(archive), {
    // Asked before each file is unpacked: a small archive may hold very much.
    filter({ name, originalSize }) {
      bytes += originalSize
      if (bytes > MAX_BYTES) throw new Error(`The archive holds more than ${MAX_BYTES} bytes.`)
      return !name.endsWith('/') && !name.split('/').includes('..')
    },
  })
  const written = []
  for (const [name, content] of Object.entries(files)) {
    written.push(await writeS3File({ s3: `${folder}${name}` }, content))
    console.log(`${name}: ${content.length} bytes`)
  }
  return written
}
