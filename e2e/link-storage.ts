import type { Page } from '@playwright/test'

const HEADERS = { 'sec-fetch-site': 'same-origin' }

/** Gives the workspace `demo` a second storage, without a screen, as the signed-in admin. */
export async function linkSecondStorage(page: Page, name: string, resource: { type: string; value: object }) {
  const path = `f/demo/${name}`
  const created = await page.request.post('/api/w/demo/resources/create', {
    data: { path, resource_type: resource.type, value: resource.value },
    headers: HEADERS,
  })
  const link = resource.type === 's3' ? 's3_resource_path' : 'filesystem_resource_path'
  const saved = await page.request.post('/api/w/demo/workspaces/edit_large_file_storage_config', {
    data: {
      large_file_storage: {
        ...{ type: 'FilesystemStorage', filesystem_resource_path: '$res:f/demo/storage', public_resource: true },
        secondary_storage: { [name]: { [link]: `$res:${path}`, public_resource: true } },
      },
    },
    headers: HEADERS,
  })
  for (const answer of [created, saved]) if (!answer.ok()) throw new Error(await answer.text())
}
