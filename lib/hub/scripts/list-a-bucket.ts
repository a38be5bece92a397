import { headS3File, listS3Files } from 'granary-client'

/**
 * @param prefix only keys that begin with it, such as reports/
 * @param storage the name of a secondary storage
 * @param first how many files to tell of
 */
export async function main(prefix = '', storage?: string, first = 50) {
  const files = []
  // Asks for page after page as the loop goes on.
  for await (const file of listS3Files({ prefix, storage })) {
    if (files.length === first) break
    const { size, lastModified } = (await headS3File(file)) ?? {}
    files.push({ file, size, lastModified })
  }
  return files
}
