import type { PolicyPlace, Recipe } from './policies'

const METHODS = ['GET', 'HEAD', 'PUT', 'DELETE']
const EXPOSED = ['ETag', 'Content-Range', 'Content-Length', 'Accept-Ranges']
const MAX_AGE_SECONDS = 3600

/** The rule that lets pages of `origin` send and fetch files directly, in the forms of the platforms that the place may be on. */
export function corsRecipes({ resourceType, bucket, endPoint, secure }: PolicyPlace, origin: string): Recipe[] {
  const host = endPoint.toLowerCase()
  if (resourceType.startsWith('azure_')) return [azure(origin)]
  if (resourceType === 'gcloud_storage' || host.includes('storage.googleapis.com')) return [google(bucket, origin)]
  if (!resourceType.startsWith('s3')) return []
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: METHODS,
    AllowedHeaders: ['*'],
    ExposeHeaders: EXPOSED,
    MaxAgeSeconds: MAX_AGE_SECONDS,
  }
  if (host === '' || host.includes('amazonaws.com'))
    return [forConsole('aws', 'S3 console, the bucket, Permissions, Cross-origin resource sharing.', [rule])]
  if (host.includes('r2.cloudflarestorage.com'))
    return [forConsole('r2', 'Cloudflare dashboard, R2, the bucket, Settings, CORS policy.', [rule])]
  const address = /^https?:/i.test(endPoint) ? endPoint : `${secure ? 'https' : 'http'}://${endPoint}`
  return [byCommand(bucket, address, rule)]
}

const asJson = (value: unknown) => JSON.stringify(value, null, 2)

function forConsole(name: string, where: string, rules: unknown): Recipe {
  return {
    name,
    label: 'CORS rule',
    where: `${where} It takes the place of the rules that are there.`,
    text: asJson(rules),
  }
}

function byCommand(bucket: string, address: string, rule: unknown): Recipe {
  return {
    ...{ name: 's3api', label: 'CORS rule' },
    where: `Save it as cors.json, then: aws --endpoint-url ${address} s3api put-bucket-cors --bucket ${bucket} --cors-configuration file://cors.json. It takes the place of the rules that are there. MinIO has one setting for all buckets instead: mc admin config set ALIAS api cors_allow_origin=…`,
    text: asJson({ CORSRules: [rule] }),
  }
}

function google(bucket: string, origin: string): Recipe {
  const headers = ['Content-Type', ...EXPOSED, 'x-goog-content-length-range']
  return {
    ...{ name: 'gcs', label: 'CORS rule' },
    where: `Save it as cors.json, then: gcloud storage buckets update gs://${bucket} --cors-file=cors.json`,
    text: asJson([{ origin: [origin], method: METHODS, responseHeader: headers, maxAgeSeconds: MAX_AGE_SECONDS }]),
  }
}

function azure(origin: string): Recipe {
  const headers = `--allowed-headers '*' --exposed-headers '*' --max-age ${MAX_AGE_SECONDS}`
  return {
    ...{ name: 'azure', label: 'CORS rule' },
    where:
      'In Cloud Shell, with the name of the storage account in place of ACCOUNT. It holds for all of its containers.',
    text: `az storage cors add --services b --account-name ACCOUNT --origins ${origin} --methods ${METHODS.join(' ')} OPTIONS ${headers}`,
  }
}
