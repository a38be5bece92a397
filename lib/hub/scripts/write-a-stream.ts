import { type S3Object, writeS3File } from 'granary-client'

/**
 * @param output_file the key of the new file, such as out/lines.txt
 * @param lines how many lines it gets
 */
export async function main(output_file: string, lines = 1000): Promise<S3Object> {
  let written = 0
  const stream = new ReadableStream<string>({
    // Asked for one line at a time, as fast as the storage takes them.
    pull(controller) {
      if (written === lines) return controller.close()
      written += 1
      controller.enqueue(`line ${written}\n`)
    },
  })
  return await writeS3File({ s3: output_file }, stream.pipeThrough(new TextEncoderStream()))
}
