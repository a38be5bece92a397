import * as z from 'zod'
import { type Operation, operations, type Rule } from '@/lib/permissions/rules'
import type { SaveStorageSettings, StorageLink, StorageSettings } from './schema'

const pathSchema = z.string().nullish()

const wireLinkSchema = z.object({
  /** Told, never believed: what a storage is, its resource says. */
  type: z.string().nullish(),
  s3_resource_path: pathSchema,
  azure_blob_resource_path: pathSchema,
  gcs_resource_path: pathSchema,
  filesystem_resource_path: pathSchema,
  public_resource: z.boolean().nullish(),
  advanced_permissions: z.array(z.object({ pattern: z.string(), allow: z.string() })).nullish(),
})

/** The storages of a workspace as published clients send and read them; absent for none. */
export const largeFileStorageSchema = wireLinkSchema.extend({
  secondary_storage: z.record(z.string(), wireLinkSchema).nullish(),
})
export type LargeFileStorage = z.output<typeof largeFileStorageSchema>
type WireLink = z.output<typeof wireLinkSchema>

export const editLargeFileStorageSchema = z.object({ large_file_storage: largeFileStorageSchema.nullish() })
export type EditLargeFileStorage = z.output<typeof editLargeFileStorageSchema>

type PathField = Extract<keyof WireLink, `${string}_path`>

/** What clients call a storage whose resource is of that type, and where they look for its path. */
const kinds: Readonly<Record<string, { type: string; field: PathField }>> = {
  s3: { type: 'S3Storage', field: 's3_resource_path' },
  s3_aws_oidc: { type: 'S3AwsOidc', field: 's3_resource_path' },
  azure_blob: { type: 'AzureBlobStorage', field: 'azure_blob_resource_path' },
  azure_workload_identity: { type: 'AzureWorkloadIdentity', field: 'azure_blob_resource_path' },
  gcloud_storage: { type: 'GoogleCloudStorage', field: 'gcs_resource_path' },
  filesystem: { type: 'FilesystemStorage', field: 'filesystem_resource_path' },
}

/** A storage in the words of clients; `resourceType` null where its resource is not for the reader to see. */
export function describeLink({ resourcePath, publicResource, rules }: StorageLink, resourceType: string | null) {
  const kind = resourceType === null ? undefined : kinds[resourceType]
  const resource = kind && { type: kind.type, [kind.field]: `$res:${resourcePath}` }
  const advanced = rules && { advanced_permissions: rules.map(describeRule) }
  return { ...resource, public_resource: publicResource, ...advanced } satisfies WireLink
}

function describeRule({ pattern, allow }: Rule) {
  return { pattern, allow: allow.join(',') }
}

/** What to save for what a client sent: nothing at all where it names no resource for the primary storage. */
export function readLargeFileStorage(
  sent: LargeFileStorage | null | undefined,
): Omit<SaveStorageSettings, 'version'> & Pick<StorageSettings, 'primary'> {
  if (!sent || pathOf(sent) === '') return { primary: null, secondary: [] }
  const secondary = Object.entries(sent.secondary_storage ?? {})
  return { primary: readLink(sent), secondary: secondary.map(([name, link]) => ({ name, ...readLink(link) })) }
}

function readLink(link: WireLink): StorageLink {
  const rules = link.advanced_permissions?.map(({ pattern, allow }) => ({ pattern, allow: readWords(allow) })) ?? null
  return { resourcePath: pathOf(link), publicResource: link.public_resource ?? false, rules }
}

/** Unknown words are passed over; none at all denies. */
function readWords(allow: string): Operation[] {
  const words = allow.split(',').map((word) => word.trim())
  return operations.filter((operation) => words.includes(operation))
}

function pathOf(link: WireLink): string {
  const { s3_resource_path, azure_blob_resource_path, gcs_resource_path, filesystem_resource_path } = link
  const path = s3_resource_path || azure_blob_resource_path || gcs_resource_path || filesystem_resource_path || ''
  return path.replace(/^(\$res:|res:\/\/)/, '')
}
