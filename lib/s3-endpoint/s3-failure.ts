/** What S3 calls a failure, and the HTTP status that goes with it. */
export const s3Statuses = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
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
