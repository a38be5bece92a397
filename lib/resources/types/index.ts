import { AppError } from '@/lib/errors'
import { azureBlob, azureWorkloadIdentity } from './azure-blob'
import { filesystem } from './filesystem'
import { gcloudStorage } from './gcloud-storage'
import type { ResourceType } from './resource-type'
import { s3 } from './s3'
import { s3AwsOidc } from './s3-aws-oidc'

/** Every resource type, in the order in which they are offered. */
export const resourceTypes: readonly ResourceType[] = [
  s3,
  s3AwsOidc,
  azureBlob,
  azureWorkloadIdentity,
  gcloudStorage,
  filesystem,
]

/** The type of that name. Throws `invalid`. */
export function getResourceType(name: string): ResourceType {
  const type = findResourceType(name)
  if (!type) throw new AppError('invalid', `There is no resource type ${JSON.stringify(name)}.`)
  return type
}

/** The type of that name, or null. */
export function findResourceType(name: string): ResourceType | null {
  return resourceTypes.find((type) => type.name === name) ?? null
}
