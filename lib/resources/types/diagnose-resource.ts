import 'server-only'
import { AppError } from '@/lib/errors'
import type { TestStep } from '@/lib/resources/schema'
import { diagnoseAzure } from '@/lib/storage/diagnose-azure'
import { diagnoseGcs } from '@/lib/storage/diagnose-gcs'
import { diagnoseS3 } from '@/lib/storage/diagnose-s3'
import { diagnoseFilesystem } from './diagnose-filesystem'
import { readAzureSettings } from './open-azure'
import { readGcsSettings } from './open-gcs'
import { addressPolicy, type OpenOptions, type S3Access, s3Access, s3OidcAccess } from './open-s3'
import type { ResourceValue } from './resource-type'

const diagnoses: Record<string, (value: ResourceValue, options: OpenOptions) => AsyncIterable<TestStep>> = {
  s3: (value, options) => testS3(s3Access(value, options)),
  s3_aws_oidc: (value, options) => testS3(s3OidcAccess(value, options)),
  azure_blob: testAzure,
  azure_workload_identity: testAzure,
  gcloud_storage: (value, { ambient }) => diagnoseGcs(readGcsSettings(value), { policy: addressPolicy(), ambient }),
  filesystem: diagnoseFilesystem,
}

function testS3({ settings, options }: S3Access): AsyncIterable<TestStep> {
  return diagnoseS3(settings, options)
}

function testAzure(value: ResourceValue, { ambient }: OpenOptions): AsyncIterable<TestStep> {
  return diagnoseAzure(readAzureSettings(value), { policy: addressPolicy(), ambient })
}

/** Tries whether a value, its references followed, describes a store that works. */
export function diagnoseResource(
  resourceType: string,
  value: ResourceValue,
  options: OpenOptions,
): AsyncIterable<TestStep> {
  const diagnose = Object.hasOwn(diagnoses, resourceType) ? diagnoses[resourceType] : undefined
  if (!diagnose) throw new AppError('invalid', `Resources of type ${resourceType} cannot be tested.`)
  return diagnose(value, options)
}
