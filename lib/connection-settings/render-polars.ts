import type { Connection, PolarsSettings } from './schema'

/** A connection as s3fs and Polars take it. What is not set is left out: they would take null for a key. */
export function renderPolars(connection: Connection): PolarsSettings {
  const { region, endPoint, useSSL, accessKey, secretKey, token } = connection
  const endpoint = `${useSSL ? 'https' : 'http'}://${endPoint}`
  return {
    s3fs_args: {
      endpoint_url: endpoint,
      ...(accessKey && { key: accessKey }),
      ...(secretKey && { secret: secretKey }),
      ...(token && { token }),
      use_ssl: useSSL,
      cache_regions: false,
      client_kwargs: { region_name: region },
    },
    storage_options: {
      aws_endpoint_url: endpoint,
      ...(accessKey && { aws_access_key_id: accessKey }),
      ...(secretKey && { aws_secret_access_key: secretKey }),
      ...(token && { aws_session_token: token }),
      aws_region: region,
      aws_allow_http: String(!useSSL),
    },
  }
}
