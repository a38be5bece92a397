import { loadS3File, type S3Object } from 'granary-client'
import Papa from 'papaparse'

/**
 * @param file a CSV whose first line names its columns
 * @param first how many rows to return
 */
export async function main(file: S3Object, first = 100) {
  const text = new TextDecoder().decode(await loadS3File(file))
  const { data, errors, meta } = Papa.parse<Record<string, unknown>>(text, {
    header: true,
    dynamicTyping: true,
    skipEmptyLines: true,
  })
  console.log(`${data.length} rows of ${meta.fields?.join(', ')}`)
  for (const { row, message } of errors) console.warn(`row ${row}: ${message}`)
  return data.slice(0, first)
}
