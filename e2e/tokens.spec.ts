import { expect, test } from './fixtures'
import { AccountPage } from './pages/account'

test('a script uses a token until it is revoked', async ({ page, product, asAdmin: _, workspaces }) => {
  const account = new AccountPage(page)
  await workspaces.create('Lab')
  await account.open()
  await account.newToken('nightly export')
  const token = await account.createToken()
  const whoami = () => get(`${product.url}/api/w/lab/users/whoami`, token)

  const answer = await whoami()
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ email: 'admin@example.com' })
  await account.open()
  await expect(account.token('nightly export')).toContainText('Last used just now')
  await account.revoke('nightly export')
  await expect.poll(async () => (await whoami()).status).toBe(401)
})

test('a token that is limited to a folder reads there, and nothing else', async ({
  page,
  product,
  asAdmin: _,
  workspaces,
  resources,
  storageSettings,
  explorer,
}) => {
  const account = new AccountPage(page)
  await workspaces.create('Lab')
  await resources.linkFolder('lab', 'lab')
  await storageSettings.save()
  for (const key of ['reports/may.csv', 'plans/june.csv']) await explorer.put('lab', key, Buffer.from(key))
  await account.open()
  const dialog = await account.newToken('dashboard')
  await dialog.getByRole('checkbox', { name: 'Read only' }).click()
  await account.limit('Workspace', 'Lab')
  await account.limit('Storage', 'Primary storage only')
  await dialog.getByLabel('Folder').fill('reports')
  const token = await account.createToken()
  await expect(account.token('dashboard')).toContainText('primary/reports/')
  await expect(account.token('dashboard')).toContainText('read only')

  const at = (route: string, key: string) =>
    `${product.url}/api/w/lab/job_helpers/${route}?file_key=${encodeURIComponent(key)}`
  expect((await get(at('download_s3_file', 'reports/may.csv'), token)).status).toBe(200)
  expect((await get(at('download_s3_file', 'plans/june.csv'), token)).status).toBe(403)
  expect((await get(at('upload_s3_file', 'reports/new.csv'), token, 'POST')).status).toBe(403)
  expect((await get(`${product.url}/api/w/lab/users/list`, token)).status).toBe(403)
})

test('a token says what is missing before it is made', async ({ page, asAdmin: _ }) => {
  const account = new AccountPage(page)
  await account.open()
  const dialog = await account.newToken('')
  await account.limit('Expires', 'At the end of a day')
  await dialog.getByLabel('Last day').fill('2020-01-01')
  await dialog.getByRole('button', { name: 'Create token' }).click()
  await expect(dialog.getByText('Say what the token is for.')).toBeVisible()
  await expect(dialog.getByText('Choose a day in the future.')).toBeVisible()
})

/** What a program sends: no cookie. */
function get(url: string, token: string, method = 'GET'): Promise<Response> {
  const body = method === 'POST' ? 'content' : undefined
  return fetch(url, { method, body, headers: { authorization: `Bearer ${token}` } })
}
