import { endpointUrl, requestHost } from '@/lib/storage/s3-settings'
import { compareClocks } from './clock'
import type { Finding } from './examine'
import type { S3Examination } from './s3-examination'

/** Compares this machine's clock with the one of the server. */
export async function lookAtClock({ settings, options }: S3Examination): Promise<Finding> {
  const { host, port, secure } = requestHost(settings)
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const path = (endpointUrl(settings)?.pathname ?? '').replace(/\/$/, '')
  const url = `${secure ? 'https' : 'http'}://${authority}${path}/`
  return compareClocks({ ...options, ca: settings.caCertificate, url })
}
