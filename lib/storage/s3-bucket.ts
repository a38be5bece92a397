import type { S3Client } from '@aws-sdk/client-s3'
import { createS3Client, type S3Options } from './s3-client'
import { translateS3Error } from './s3-errors'
import type { S3Settings } from './s3-settings'

/** A bucket and the client that reaches it: what every operation needs. */
export interface S3Bucket {
  client: S3Client
  settings: S3Settings
  /** False once the server has said that it does not know conditional writes. */
  conditionalWrites: boolean
}

/** Opens the client of a bucket. */
export function createBucket(settings: S3Settings, options?: S3Options): S3Bucket {
  return { client: createS3Client(settings, options), settings, conditionalWrites: true }
}

/** Runs a request; its failure becomes an `AppError`, an abort the reason of the signal. */
export async function translated<T>(
  bucket: S3Bucket,
  signal: AbortSignal | undefined,
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request()
  } catch (error) {
    throw signal?.aborted ? signal.reason : translateS3Error(error, bucket.settings)
  }
}
