import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { writeHarvestFolder } from './harvest-folder'
import { ExplorerPage } from './pages/explorer'
import type { ResourcesPage } from './pages/resources'
import { SignInPage } from './pages/sign-in'
import { type Bucket, createBucket } from './s3-servers'

const ADA = { email: 'ada@example.com', password: 'correct horse battery' }
const GRACE = 'grace@example.com'
const STORAGES = ['local disk', 'Ceph RGW', 'versitygw'] as const
const SERVERS = { 'Ceph RGW': 'ceph', versitygw: 'versitygw' } as const

test.use({ settings: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' } })

for (const storage of STORAGES)
  test(`a workspace on ${storage}, from an empty database to a member who may not browse`, async ({
    page,
    browser,
    signInPage,
    workspaces,
    resources,
    storageSettings,
    explorer,
  }) => {
    test.setTimeout(300_000)
    const bucket = storage === 'local disk' ? null : await createBucket(SERVERS[storage])
    test.skip(typeof bucket === 'string', String(bucket))

    await test.step('set up', async () => {
      await page.goto('/')
      await signInPage.setUp(ADA, 'Ada')
      await expect(page).toHaveURL(/\/workspaces/)
      await signInPage.signOut()
      await signInPage.signIn(ADA)
      await expect(page).toHaveURL(/\/workspaces/)
    })

    await test.step('create a resource, test it, save it as storage', async () => {
      await workspaces.create('Lab')
      await storageSettings.newResource()
      await describe(resources, typeof bucket === 'string' ? null : bucket)
      await resources.testConnection()
      await expect(resources.connectionTest.getByText('The connection works', { exact: true })).toBeVisible()
      await resources.save()
      await expect(page).toHaveURL(/\/w\/lab\/settings\/storage/)
      await storageSettings.save()
      await storageSettings.browse()
      await expect(page.getByText('The storage Primary is empty')).toBeVisible()
    })

    await test.step('upload a folder', async () => {
      await explorer.uploadFolder(await writeHarvestFolder())
      await expect(explorer.row('harvest')).toBeVisible()
      await explorer.enter('harvest')
      await expect(explorer.row('fields.csv')).toBeVisible()
      await expect(explorer.row('deliveries.parquet')).toBeVisible()
      await explorer.enter('notes 100%')
      await expect(explorer.row('Ernte & Lager.txt')).toBeVisible()
      await page.goBack()
    })

    await test.step('preview a CSV and a parquet', async () => {
      await explorer.openFile('fields.csv')
      await expect(explorer.panel.getByRole('columnheader', { name: 'farm' })).toBeVisible()
      await expect(explorer.panel.getByRole('gridcell', { name: 'Green Acres, north' })).toBeVisible()
      await explorer.openFile('deliveries.parquet')
      await expect(explorer.panel.getByText('200,000 rows').first()).toBeVisible()
      await expect(explorer.panel.getByRole('gridcell', { name: 'Hof Ahrens' }).first()).toBeVisible()
      await explorer.closeFile()
    })

    await test.step('move and delete', async () => {
      await explorer.select('fields.csv')
      await explorer.moveSelectionTo('archive/2025')
      await expect(explorer.row('fields.csv')).toBeHidden()
      await explorer.select('deliveries.parquet')
      await explorer.deleteSelection()
      await expect(explorer.row('deliveries.parquet')).toBeHidden()
      await explorer.open('lab', 'archive/2025/')
      await expect(explorer.row('fields.csv')).toBeVisible()
    })

    const password = await test.step('add a member', () => workspaces.addPerson('lab', GRACE))
    const grace = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage()
    const member = { signInPage: new SignInPage(grace), explorer: new ExplorerPage(grace) }

    await test.step('the member may not browse, nor see any detail of the resource', async () => {
      await member.signInPage.open()
      await member.signInPage.signIn({ email: GRACE, password })
      await expect(grace).not.toHaveURL(/sign-in/)
      await member.explorer.open('lab')
      await expect(grace.getByText('You may not browse this storage')).toBeVisible()
      await expect(member.explorer.files).toBeHidden()
      await grace.goto('/w/lab/resources')
      await expect(grace.getByText('No resources yet')).toBeVisible()
      expect(await grace.content()).not.toContain('u/ada/bucket')
      await grace.goto('/w/lab/settings/storage')
      await expect(grace.getByText('Only admins set up storage')).toBeVisible()
      expect(await grace.content()).not.toContain('u/ada/bucket')
      const nothing = { next_page_token: null, restricted_access: true }
      expect(await answerTo(grace, 'list_stored_files_paged')).toEqual({ folders: [], files: [], ...nothing })
      expect(await answerTo(grace, 'list_stored_files?max_keys=10&prefix=archive/')).toMatchObject({
        windmill_large_files: [],
      })
    })

    await test.step('the member reads and writes a file whose path is known', async () => {
      await member.explorer.open('lab')
      await grace.getByLabel('Open a file by its key').fill('archive/2025/fields.csv')
      await grace.getByRole('button', { name: 'Open', exact: true }).click()
      await expect(grace.getByRole('gridcell', { name: 'Green Acres, north' })).toBeVisible()
      expect(await upload(grace, 'inbox/from-grace.txt')).toBe(200)
      await explorer.open('lab', 'inbox/')
      await expect(explorer.row('from-grace.txt')).toBeVisible()
    })

    await test.step('the storage made public is open to the member', async () => {
      await storageSettings.open('lab')
      await storageSettings.chooseAccess('Everybody in the workspace')
      await storageSettings.save()
      await member.explorer.open('lab', 'archive/2025/')
      await expect(member.explorer.row('fields.csv')).toBeVisible()
    })
  })

/** Fills the form of a new resource: a bucket on a server, or without one a folder on local disk. */
async function describe(resources: ResourcesPage, bucket: Bucket | null) {
  if (!bucket) await resources.choose('Type', 'Local disk')
  await resources.fillName('bucket')
  if (bucket) await resources.fillBucket(bucket)
  else await resources.fillFolder('lab')
}

function answerTo(page: Page, route: string): Promise<unknown> {
  return page.evaluate(async (path) => (await fetch(path)).json(), `/api/w/lab/job_helpers/${route}`)
}

function upload(page: Page, key: string): Promise<number> {
  return page.evaluate(
    async (path) => (await fetch(path, { method: 'POST', body: 'hello from Grace' })).status,
    `/api/w/lab/job_helpers/upload_s3_file?file_key=${encodeURIComponent(key)}`,
  )
}
