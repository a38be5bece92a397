import { endpointUrl, type S3Settings, signingRegion } from '@/lib/storage/s3-settings'
import type { Connection } from './schema'

/** The settings of a bucket as clients take them: the endpoint without scheme and with its port. */
export function toConnection(settings: S3Settings): Connection {
  const url = endpointUrl(settings)
  const region = signingRegion(settings)
  return {
    bucket: settings.bucket,
    region,
    endPoint: url ? withoutScheme(url) : `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`,
    useSSL: url ? url.protocol === 'https:' : true,
    accessKey: settings.accessKey || null,
    secretKey: settings.secretKey || null,
    pathStyle: settings.pathStyle,
    ...(settings.token && { token: settings.token }),
  }
}

/** Host, port and path of an address. */
export function withoutScheme({ host, pathname }: URL): string {
  return host + pathname.replace(/\/+$/, '')
}
