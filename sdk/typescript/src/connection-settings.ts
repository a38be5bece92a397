import { resourcePath } from './get-resource.ts'
import { requestJson } from './request.ts'
import type { S3Options } from './s3-object.ts'

/** What a client of S3 needs to reach a storage. */
export interface DenoS3LightClientSettings {
  /** Host, port and path, without a scheme. */
  endPoint: string
  port?: number
  region: string
  bucket?: string
  useSSL?: boolean
  accessKey?: string | null
  secretKey?: string | null
  /** Session token. */
  token?: string | null
  pathStyle?: boolean
}

/** Arguments of s3fs's `S3FileSystem`. */
export interface S3fsSettings {
  endpoint_url: string
  key?: string
  secret?: string
  use_ssl: boolean
  cache_regions: boolean
  client_kwargs: { region_name: string }
}

export interface PolarsSettings {
  s3fs_args: S3fsSettings
  /** The `storage_options` of Polars' readers and writers. */
  storage_options: Record<string, string>
}

export interface DuckdbSettings {
  /** SQL to run before the first `s3://` address. */
  connection_settings_str: string
  s3_bucket?: string
}

/** Keyword arguments of boto3's `client('s3', …)`. */
export interface Boto3Settings {
  endpoint_url: string
  region_name: string
  use_ssl: boolean
  aws_access_key_id: string | null
  aws_secret_access_key: string | null
  aws_session_token?: string
}

/** The settings of the workspace's storage, or of a resource that the caller may read. */
export async function denoS3LightClientSettings(options: S3Options = {}): Promise<DenoS3LightClientSettings> {
  return ask(options, 's3_resource_info')
}

/** For Polars (`storage_options`) and s3fs. */
export async function polarsConnectionSettings(options: S3Options = {}): Promise<PolarsSettings> {
  return ask(options, 'polars_connection_settings')
}

/** For s3fs alone. */
export async function s3fsConnectionSettings(options: S3Options = {}): Promise<S3fsSettings> {
  return (await polarsConnectionSettings(options)).s3fs_args
}

/** For DuckDB with httpfs. */
export async function duckdbConnectionSettings(options: S3Options = {}): Promise<DuckdbSettings> {
  return ask(options, 'duckdb_connection_settings')
}

/** For boto3. */
export async function boto3ConnectionSettings(options: S3Options = {}): Promise<Boto3Settings> {
  const settings = await denoS3LightClientSettings(options)
  return {
    endpoint_url: endpointOf(settings),
    region_name: settings.region,
    use_ssl: settings.useSSL ?? true,
    aws_access_key_id: settings.accessKey ?? null,
    aws_secret_access_key: settings.secretKey ?? null,
    ...(settings.token && { aws_session_token: settings.token }),
  }
}

/** For the `S3Client` of @aws-sdk/client-s3, and the bucket to name in its commands. */
export async function s3ClientSettings(options: S3Options = {}) {
  const settings = await denoS3LightClientSettings(options)
  const { accessKey, secretKey, token, bucket, region, pathStyle = true } = settings
  const credentials = accessKey && secretKey ? { accessKeyId: accessKey, secretAccessKey: secretKey } : undefined
  return {
    bucket,
    client: {
      endpoint: endpointOf(settings),
      region,
      forcePathStyle: pathStyle,
      ...(credentials && { credentials: { ...credentials, ...(token && { sessionToken: token }) } }),
    },
  }
}

function ask<T>(options: S3Options, name: string): Promise<T> {
  const { s3ResourcePath } = options
  const json = s3ResourcePath ? { s3_resource_path: resourcePath(s3ResourcePath) } : {}
  return requestJson(options, { method: 'POST', path: `job_helpers/v2/${name}`, json })
}

function endpointOf({ endPoint, port, useSSL = true }: DenoS3LightClientSettings): string {
  return `${useSSL ? 'https' : 'http'}://${endPoint}${port ? `:${port}` : ''}`
}
