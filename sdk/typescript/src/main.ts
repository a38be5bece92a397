export type { ConnectionOptions } from './connection.ts'
export { getWorkspace, setClient } from './connection.ts'
export type {
  Boto3Settings,
  DenoS3LightClientSettings,
  DuckdbSettings,
  PolarsSettings,
  S3fsSettings,
} from './connection-settings.ts'
export {
  boto3ConnectionSettings,
  denoS3LightClientSettings,
  duckdbConnectionSettings,
  polarsConnectionSettings,
  s3ClientSettings,
  s3fsConnectionSettings,
} from './connection-settings.ts'
export { type CopyOptions, copyS3File } from './copy-s3-file.ts'
export { deleteS3File } from './delete-s3-file.ts'
export { getResource, type ResourceOptions } from './get-resource.ts'
export { getVariable } from './get-variable.ts'
export { GranaryError, type GranaryErrorCode } from './granary-error.ts'
export { headS3File, type S3FileInfo } from './head-s3-file.ts'
export { type ListOptions, listS3Files } from './list-s3-files.ts'
export { loadS3File } from './load-s3-file.ts'
export { loadS3FileStream } from './load-s3-file-stream.ts'
export { getPresignedS3PublicUrl, getPresignedS3PublicUrls, type UrlOptions } from './presigned-urls.ts'
export { readS3FileRange, type S3Range } from './read-s3-file-range.ts'
export type { S3Content } from './s3-content.ts'
export { parseS3Object, type S3Object, type S3ObjectRecord, type S3ObjectURI, type S3Options } from './s3-object.ts'
export { type SetResourceOptions, setResource } from './set-resource.ts'
export { type SetVariableOptions, setVariable } from './set-variable.ts'
export { type SignOptions, signS3Object, signS3Objects } from './sign-s3-objects.ts'
export { type WriteOptions, writeS3File } from './write-s3-file.ts'
