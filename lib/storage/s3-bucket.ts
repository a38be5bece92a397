import { createHash } from 'node:crypto'
import type { S3Client } from '@aws-sdk/client-s3'
import type { StorePlace } from './object-store'
import { createS3Client, type S3Options } from './s3-client'
import { translateS3Error } from './s3-errors'
import { endpointHost, endpointUrl, type S3Settings } from './s3-settings'

/** A bucket and the client that reaches it: what every operation needs. */
export interface S3Bucket {
  client: S3Client
  settings: S3Settings
  /** False once the server has said that it does not know writes with that condition, and where it was seen before. */
  conditions: { IfNoneMatch: boolean; IfMatch: boolean }
  /** False where the server was seen to take no uploads in parts. */
  takesParts: boolean
}

/** Opens the client of a bucket. */
export function createBucket(settings: S3Settings, options?: S3Options): S3Bucket {
  const known = options?.uses?.conditionalWrites !== false
  return {
    ...{ client: createS3Client(settings, options), settings },
    conditions: { IfNoneMatch: known, IfMatch: known },
    takesParts: options?.uses?.multipart !== false,
  }
}

/** Another bucket of the same server, through the same client; without a name the bucket itself. */
export function inBucket(bucket: S3Bucket, name: string | undefined): S3Bucket {
  return name === undefined ? bucket : { ...bucket, settings: { ...bucket.settings, bucket: name } }
}

/** Where its objects lie. The digest of the credentials is only there to be compared. */
export function placeOf(settings: S3Settings): StorePlace {
  const { accessKey, secretKey, token, roleArn } = settings
  const account = createHash('sha256')
    .update(JSON.stringify([accessKey, secretKey, token, roleArn]))
    .digest('base64')
  const { host, port } = endpointHost(settings)
  // One host may serve buckets of the same name below different paths.
  const path = endpointUrl(settings)?.pathname.replace(/\/+$/, '') ?? ''
  return { server: `${host}:${port}${path}`, container: settings.bucket, account }
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
