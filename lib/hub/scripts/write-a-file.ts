import type { S3Object } from 'windmill-client'
import * as wmill from 'windmill-client'

/** @param output_file the key of the new file, such as out/hello.txt */
export async function main(output_file: string): Promise<S3Object> {
  // A string is written as UTF-8; what a program has as bytes goes in as new Blob([bytes]).
  return await wmill.writeS3File({ s3: output_file }, 'Hello from a script\n')
}
