import type { S3Object } from 'windmill-client'
import * as wmill from 'windmill-client'

/** @param input_file a text file of any storage */
export async function main(input_file: S3Object) {
  // The whole file, as bytes.
  const bytes = (await wmill.loadS3File(input_file)) ?? new Uint8Array()
  const text = new TextDecoder().decode(bytes)
  console.log(text.slice(0, 1000))

  // Or as a stream, piece by piece.
  const blob = (await wmill.loadS3FileStream(input_file)) ?? new Blob()
  let streamed = 0
  for await (const piece of blob.stream()) streamed += piece.length

  return { characters: text.length, bytes: bytes.length, streamed }
}
