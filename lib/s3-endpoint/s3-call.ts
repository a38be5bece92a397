import type { OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Context } from '@/lib/auth/context'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import type { ReceivedRequest } from './received-request'
import type { S3Target } from './s3-target'
import type { Signature } from './sigv4'

/** Who asks: a person by their token, in whichever of their workspaces a bucket lies. */
export type S3Caller = {
  signature: Signature
  secret: string
  /** The workspace and the storage of a bucket, as this caller has them. Throws `NoSuchBucket`. */
  open(bucket: string): Promise<OpenBucket>
  /** Every bucket that this caller may open, by name. */
  listBuckets(): Promise<string[]>
}

export type OpenBucket = { ctx: Context; storage: string; opened: OpenStorage }

/** One request of the S3 protocol, signed rightly and of now. */
export type S3Call = {
  caller: S3Caller
  request: ReceivedRequest
  target: S3Target
  /** The bytes of the body as they come; whoever was told to wait for that sends them from now on. */
  openBody(): Readable
  /** Fires when the client goes away. */
  signal: AbortSignal
}

/** The same with the bucket that it names. */
export type BucketCall = S3Call & OpenBucket

/** An answer: headers alone, an XML document, or bytes that are streamed. */
export type S3Answer = {
  status: number
  headers?: OutgoingHttpHeaders
  xml?: string
  body?: Readable
}
