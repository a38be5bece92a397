import type { Page } from '@playwright/test'
import { linkSecondStorage } from './link-storage'
import { AccountPage } from './pages/account'
import { DoctorPage } from './pages/doctor'
import { GroupsPage } from './pages/groups'
import { ResourcesPage } from './pages/resources'
import { StorageSettingsPage } from './pages/storage-settings'
import { WorkspacesPage } from './pages/workspaces'

export const MEMBER = 'grace@example.com'
const UNREACHABLE = { bucket: 'grain', region: 'us-east-1', endpoint: '127.0.0.1:9', accessKey: 'AK', secretKey: 'SK' }

/** What the pictures show: full, empty and failing workspaces, people, transfers and links. Answers the member's password. */
export async function seedScreens(page: Page): Promise<string> {
  const workspaces = new WorkspacesPage(page)
  for (const name of ['Empty', 'Failing', 'Bare']) await workspaces.create(name)
  for (const workspace of ['empty', 'failing']) await seedStorage(page, workspace)
  const password = await workspaces.addPerson('failing', MEMBER)
  await seedPeople(page)
  await seedTransfers(page)
  await seedLink(page)
  for (const path of ['/w/demo/doctor/f/demo/storage', '/w/failing/doctor/u/admin/bucket']) {
    await page.goto(path)
    const doctor = new DoctorPage(page)
    await doctor.look()
    await doctor.verdict.waitFor()
  }
  return password
}

async function seedStorage(page: Page, workspace: string) {
  const resources = new ResourcesPage(page)
  const storageSettings = new StorageSettingsPage(page)
  await page.goto(`/w/${workspace}/resources/new?from=storage`)
  if (workspace === 'empty') await resources.choose('Type', 'Local disk')
  await resources.fillName('bucket')
  if (workspace === 'empty') await resources.fillFolder('empty')
  else await resources.fillBucket(UNREACHABLE)
  await resources.save()
  if (workspace === 'empty') await storageSettings.chooseAccess('Advanced rules')
  await storageSettings.save()
}

async function seedPeople(page: Page) {
  await page.goto('/w/demo/people')
  await page.getByRole('button', { name: 'Add person' }).click()
  await page.getByRole('dialog').getByLabel('E-mail').fill(MEMBER)
  await page.getByRole('dialog').getByRole('button', { name: 'Add person' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  const groups = new GroupsPage(page)
  await groups.createGroup('demo', 'millers', ['grace'])
  await groups.createFolder('demo', 'harvest', 'millers')
  const account = new AccountPage(page)
  await account.open()
  await account.newToken('nightly export')
  await account.createToken()
}

async function seedTransfers(page: Page) {
  await linkSecondStorage(page, 'archive', { type: 'filesystem', value: { rootPath: 'archive' } })
  for (const keys of [
    ['silos/', 'README.md'],
    ['README.md', 'gone.txt', 'reports/gone-too.pdf'],
  ]) {
    const started = await page.request.post('/api/w/demo/transfers/create', {
      data: { kind: 'copy', keys, to: '2025/', target: 'archive' },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    if (!started.ok()) throw new Error(await started.text())
  }
}

async function seedLink(page: Page) {
  await page.goto('/w/demo/explorer/_default_?file=README.md')
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('dialog').getByLabel('For whom').fill('The mill')
  await page.getByRole('dialog').getByRole('button', { name: 'Make link' }).click()
  await page.getByRole('dialog').locator('code').first().waitFor()
}
