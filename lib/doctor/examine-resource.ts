import 'server-only'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { readAzureSettings } from '@/lib/resources/types/open-azure'
import { findRoot, openFilesystemResource } from '@/lib/resources/types/open-filesystem'
import { readGcsSettings } from '@/lib/resources/types/open-gcs'
import { addressPolicy, type OpenOptions, type S3Access, s3Access, s3OidcAccess } from '@/lib/resources/types/open-s3'
import type { ResourceValue } from '@/lib/resources/types/resource-type'
import { readConnectionString } from '@/lib/storage/azure-connection-string'
import { azureKind } from './azure-kind'
import { examineFolder } from './examine-folder'
import { examineS3 } from './examine-s3'
import { examineService } from './examine-service'
import { gcsKind } from './gcs-kind'
import type { Check } from './report'

type Options = OpenOptions & { prefix: string; probeId?: string }

const examinations: Record<string, (value: ResourceValue, options: Options) => AsyncIterable<Check>> = {
  s3: (value, options) => examineBucket(s3Access(value, options), options),
  s3_aws_oidc: (value, options) => examineBucket(s3OidcAccess(value, options), options),
  azure_blob: examineAzure,
  azure_workload_identity: examineAzure,
  gcloud_storage: examineGcs,
  filesystem: examineFilesystem,
}

function examineBucket({ settings, options }: S3Access, { prefix, probeId }: Options): AsyncIterable<Check> {
  return examineS3(settings, { ...options, prefix, probeId, origin: ownOrigin() })
}

function examineAzure(value: ResourceValue, { ambient, prefix, probeId }: Options): AsyncIterable<Check> {
  const settings = readAzureSettings(value)
  const { accessKey, sasToken, connectionString, clientSecret } = settings
  const parts = connectionString ? readConnectionString(connectionString) : null
  const tokens = [sasToken, parts?.sasToken].map((token) => token && new URLSearchParams(token).get('sig'))
  const secrets = [accessKey, sasToken, connectionString, clientSecret, parts?.accountKey, ...tokens].filter(isText)
  return examineService(azureKind(settings, { policy: addressPolicy(), ambient }), {
    ...{ prefix, probeId, secrets },
    origin: ownOrigin(),
  })
}

function examineGcs(value: ResourceValue, { ambient, prefix, probeId }: Options): AsyncIterable<Check> {
  const settings = readGcsSettings(value)
  const secrets = [settings.serviceAccountKey?.private_key].filter((secret) => secret !== undefined)
  return examineService(gcsKind(settings, { policy: addressPolicy(), ambient }), {
    ...{ prefix, probeId, secrets },
    origin: ownOrigin(),
  })
}

function isText(secret: string | null | undefined): secret is string {
  return typeof secret === 'string' && secret !== ''
}

/** Where browsers open this product. */
function ownOrigin(): string {
  return new URL(env().publicUrl).origin
}

async function* examineFilesystem(value: ResourceValue, { prefix, probeId }: Options): AsyncGenerator<Check> {
  // Makes a new folder where that is ours to do; refuses those of the instance itself.
  const store = await openFilesystemResource(value)
  yield* examineFolder({ store, root: await findRoot(value), shown: String(value.rootPath), prefix, probeId })
}

/** Looks at what a value, its references followed, describes. Throws `invalid` for a type that there is no examination for. */
export function examineValue(resourceType: string, value: ResourceValue, options: Options): AsyncIterable<Check> {
  const examineType = Object.hasOwn(examinations, resourceType) ? examinations[resourceType] : undefined
  if (!examineType) throw new AppError('invalid', `The doctor does not know resources of type ${resourceType} yet.`)
  return examineType(value, options)
}
