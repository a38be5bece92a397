import { loadS3File, type S3Object } from 'granary-client'

/**
 * @param file a CSV with the columns farm, grain and tonnes
 * @param by what to add up by
 */
export async function main(file: S3Object = { s3: 'harvest-2025.csv' }, by: 'farm' | 'grain' = 'grain') {
  const text = new TextDecoder().decode(await loadS3File(file))
  const [head = '', ...lines] = text.trim().split('\n')
  const columns = head.split(',')
  const sums = new Map<string, number>()
  for (const line of lines) {
    const values = line.match(/"(?:[^"]|"")*"|[^,]+|(?=,,|,$)/g) ?? []
    const name = values[columns.indexOf(by)] ?? ''
    sums.set(name, (sums.get(name) ?? 0) + Number(values[columns.indexOf('tonnes')]))
  }
  console.log(`${lines.length} harvests of ${sums.size} kinds`)
  return [...sums].map(([name, tonnes]) => ({ [by]: name, tonnes: Math.round(tonnes) }))
}
