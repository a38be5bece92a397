import type { Page } from '@playwright/test'

export type NewResource = { type: 's3' | 'azure_blob' | 'gcloud_storage' | 'filesystem'; value: object }

const HEADERS = { 'sec-fetch-site': 'same-origin' }
const LINKS = {
  s3: ['S3Storage', 's3_resource_path'],
  azure_blob: ['AzureBlobStorage', 'azure_blob_resource_path'],
  gcloud_storage: ['GoogleCloudStorage', 'gcs_resource_path'],
  filesystem: ['FilesystemStorage', 'filesystem_resource_path'],
} as const
const DISK = linkTo('filesystem', 'f/demo/storage')

/** Gives the workspace `demo` a second storage, without a screen, as the signed-in admin. */
export async function linkSecondStorage(page: Page, name: string, resource: NewResource) {
  const path = await createResource(page, name, resource)
  await saveStorages(page, { ...DISK, secondary_storage: { [name]: linkTo(resource.type, path) } })
}

/** Puts the primary storage of the workspace `demo` on another place, without a screen. Answers the path of its resource. */
export async function linkPrimaryStorage(page: Page, name: string, resource: NewResource): Promise<string> {
  const path = await createResource(page, name, resource)
  await saveStorages(page, linkTo(resource.type, path))
  return path
}

function linkTo(kind: NewResource['type'], path: string) {
  const [type, field] = LINKS[kind]
  return { type, [field]: `$res:${path}`, public_resource: true }
}

async function createResource(page: Page, name: string, { type, value }: NewResource): Promise<string> {
  const path = `f/demo/${name}`
  await post(page, 'resources/create', { path, resource_type: type, value })
  return path
}

function saveStorages(page: Page, storages: object): Promise<void> {
  return post(page, 'workspaces/edit_large_file_storage_config', { large_file_storage: storages })
}

async function post(page: Page, route: string, data: object): Promise<void> {
  const answer = await page.request.post(`/api/w/demo/${route}`, { data, headers: HEADERS })
  if (!answer.ok()) throw new Error(await answer.text())
}
