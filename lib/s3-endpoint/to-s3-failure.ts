import 'server-only'
import { AppError, type ErrorCode } from '@/lib/errors'
import {
  ObjectChanged,
  ObjectNotFound,
  RangeNotSatisfiable,
  StaleCursor,
  StoreBusy,
  StoreLacks,
  UploadNotFound,
  WrongSize,
} from '@/lib/storage/errors'
import { InvalidKey, MAX_KEY_BYTES } from '@/lib/storage/keys'
import { UnfitParts } from '@/lib/storage/multipart'
import { TooManyUploads } from '@/lib/uploads/open-uploads'
import { type S3Code, S3Failure } from './s3-failure'

const codes: Record<ErrorCode, S3Code> = {
  unauthenticated: 'InvalidAccessKeyId',
  forbidden: 'AccessDenied',
  // Of objects there is a class of its own: what else is not there is a workspace or a storage.
  not_found: 'NoSuchBucket',
  conflict: 'PreconditionFailed',
  invalid: 'InvalidRequest',
  too_many: 'SlowDown',
  unavailable: 'ServiceUnavailable',
}

const partCodes: Record<UnfitParts['fault'], S3Code> = {
  part: 'InvalidPart',
  order: 'InvalidPartOrder',
  size: 'EntityTooSmall',
  number: 'InvalidArgument',
  none: 'MalformedXML',
}

/** A failure in the words of S3. A bug stays opaque. */
export function toS3Failure(error: unknown): S3Failure {
  if (error instanceof S3Failure) return error
  if (!(error instanceof AppError))
    return new S3Failure('InternalError', 'Granary met a bug. The log of the server has the details.', { cause: error })
  return new S3Failure(codeOf(error), error.message, { cause: error })
}

function codeOf(error: AppError): S3Code {
  if (error instanceof ObjectNotFound) return 'NoSuchKey'
  if (error instanceof UploadNotFound) return 'NoSuchUpload'
  if (error instanceof UnfitParts) return partCodes[error.fault]
  if (error instanceof RangeNotSatisfiable) return 'InvalidRange'
  if (error instanceof ObjectChanged) return 'PreconditionFailed'
  if (error instanceof WrongSize) return 'IncompleteBody'
  if (error instanceof StaleCursor) return 'InvalidArgument'
  if (error instanceof StoreLacks) return 'NotImplemented'
  if (error instanceof StoreBusy || error instanceof TooManyUploads) return 'SlowDown'
  if (error instanceof InvalidKey)
    return Buffer.byteLength(error.key) > MAX_KEY_BYTES ? 'KeyTooLongError' : 'InvalidArgument'
  return codes[error.code]
}
