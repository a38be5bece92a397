/** What S3 calls a failure, and the HTTP status that goes with it. */
export const s3Statuses = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BucketAlreadyOwnedByYou: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidChunkSizeError: 403,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartNumber: 416,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidTag: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedTrailerError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  RequestTimeout: 400,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  XAmzContentSHA256Mismatch: 400,
} as const
export type S3Code = keyof typeof s3Statuses

/** A failure as the S3 protocol tells it: a code that programs know and a sentence for people. */
export class S3Failure extends Error {
  override name = 'S3Failure'

  constructor(
    readonly code: S3Code,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  get status(): (typeof s3Statuses)[S3Code] {
    return s3Statuses[this.code]
  }
}

/** What this endpoint does not do, and says so. */
export function notImplemented(what: string): S3Failure {
  return new S3Failure('NotImplemented', `${what} is not implemented here.`)
}
