import 'server-only'
import * as z from 'zod'
import { AppError } from '@/lib/errors'
import type { ObjectStore } from '@/lib/storage/object-store'
import { openAzureResource } from './open-azure'
import { openFilesystemResource } from './open-filesystem'
import { openGcsResource } from './open-gcs'
import { type OpenOptions, openS3OidcResource, openS3Resource } from './open-s3'

const openers: Record<string, (value: unknown, options: OpenOptions) => ObjectStore | Promise<ObjectStore>> = {
  s3: openS3Resource,
  s3_aws_oidc: openS3OidcResource,
  azure_blob: openAzureResource,
  azure_workload_identity: openAzureResource,
  gcloud_storage: openGcsResource,
  filesystem: openFilesystemResource,
}

/** Whether resources of this type can be storages. */
export function isStorageType(resourceType: string): boolean {
  return Object.hasOwn(openers, resourceType)
}

/** Opens what a value describes, its references followed. Throws `invalid` for a value that describes no store. */
export async function openResourceValue(
  resourceType: string,
  value: unknown,
  options: OpenOptions,
): Promise<ObjectStore> {
  const open = isStorageType(resourceType) ? openers[resourceType] : undefined
  if (!open) throw new AppError('invalid', `Resources of type ${resourceType} hold no files.`)
  try {
    return await open(value, options)
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new AppError('invalid', `The resource is incomplete: ${error.issues[0]?.path.join('.')} has a wrong value.`)
    throw error
  }
}
