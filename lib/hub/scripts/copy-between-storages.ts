import { copyS3File, listS3Files } from 'granary-client'

/**
 * @param from the name of the storage to copy from; _default_ is the primary one
 * @param to the name of the storage to copy to
 * @param prefix only keys that begin with it
 * @param overwrite whether files that are there already are replaced
 */
export async function main(from = '_default_', to = '_default_', prefix = '', overwrite = false) {
  if (from === to) throw new Error('Name two storages that differ.')
  const copied = []
  const kept = []
  for await (const file of listS3Files({ storage: from, prefix })) {
    const target = { s3: file.s3, storage: to }
    try {
      // The bytes go from storage to storage and never through this script.
      copied.push(await copyS3File(file, target, { overwrite }))
    } catch (error) {
      if ((error as { code?: string }).code !== 'conflict') throw error
      kept.push(target)
    }
  }
  console.log(`${copied.length} copied, ${kept.length} left as they were`)
  return copied
}
