import { enterAs } from './enter-as'
import { expect, test } from './fixtures'
import { GroupsPage } from './pages/groups'

const GRACE = 'grace@example.com'

test('what a group is given its members have, and lose with their place in it', async ({
  page,
  browser,
  baseURL,
  asAdmin: _,
  workspaces,
  resources,
}) => {
  test.setTimeout(240_000)
  const groups = new GroupsPage(page)
  await workspaces.create('Lab')
  const password = await workspaces.addPerson('lab', GRACE)
  await groups.createGroup('lab', 'millers', ['grace'])
  await groups.createFolder('lab', 'harvest', 'millers')
  await resources.linkFolder('lab', 'lab', 'f/harvest')
  await expect(page).toHaveURL(/settings\/storage/)

  const grace = await enterAs(browser, baseURL, { email: GRACE, password })
  await grace.goto('/w/lab/resources')
  await expect(grace.getByRole('link', { name: 'f/harvest/bucket' })).toBeVisible()
  await grace.goto('/w/lab/people/groups')
  await expect(grace.getByRole('row', { name: /millers/ })).toBeVisible()
  await expect(grace.getByRole('button', { name: 'New group' })).toHaveCount(0)

  await groups.removeFromGroup('lab', 'millers', 'grace')
  await grace.goto('/w/lab/resources')
  await expect(grace.getByText('No resources yet')).toBeVisible()
})

test('a resource is opened to one person beside those of its folder', async ({
  page,
  browser,
  baseURL,
  asAdmin: _,
  workspaces,
  resources,
}) => {
  await workspaces.create('Lab')
  const password = await workspaces.addPerson('lab', GRACE)
  await resources.linkFolder('lab', 'lab')
  await page.goto('/w/lab/resources/u/admin/bucket')
  await page.getByRole('button', { name: 'Who may see this' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who may see and change this' })
  await expect(dialog.getByText('Because it lies in u/admin')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Add somebody' }).click()
  await page.getByRole('option', { name: /^grace/ }).click()
  await dialog.getByRole('button', { name: 'Save permissions' }).click()
  await dialog.waitFor({ state: 'hidden' })

  const grace = await enterAs(browser, baseURL, { email: GRACE, password })
  await grace.goto('/w/lab/resources/u/admin/bucket')
  await expect(grace.getByRole('heading', { name: 'u/admin/bucket' })).toBeVisible()
  await grace.getByRole('button', { name: 'Who may see this' }).click()
  await expect(grace.getByRole('dialog').getByText('May see', { exact: true })).toBeVisible()
})

test('deleting a group names what its members lose', async ({ page, asAdmin: _, workspaces }) => {
  const groups = new GroupsPage(page)
  await workspaces.create('Lab')
  await groups.createGroup('lab', 'millers', ['admin'])
  await groups.createFolder('lab', 'harvest', 'millers')
  await page.goto('/w/lab/people/groups')
  await page.getByRole('button', { name: 'Actions for millers' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete the group millers' })
  await expect(dialog.getByText('f/harvest')).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete group' }).click()
  await expect(page.getByRole('row', { name: /millers/ })).toHaveCount(0)
})

test('a member who is disabled is out at once, and comes back as they were', async ({
  page,
  browser,
  baseURL,
  asAdmin: _,
  workspaces,
}) => {
  await workspaces.create('Lab')
  const password = await workspaces.addPerson('lab', GRACE)
  const grace = await enterAs(browser, baseURL, { email: GRACE, password })
  await grace.goto('/w/lab/resources')
  await expect(grace.getByText('No resources yet')).toBeVisible()
  await page.getByRole('button', { name: 'Actions for grace' }).click()
  await page.getByRole('menuitem', { name: 'Disable here' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disable person' }).click()
  await expect(page.getByRole('row', { name: /grace/ })).toContainText('disabled')
  await grace.goto('/w/lab/resources')
  await expect(grace.getByText(/nothing at this address/)).toBeVisible()
  await page.getByRole('button', { name: 'Actions for grace' }).click()
  await page.getByRole('menuitem', { name: 'Enable here' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Enable person' }).click()
  await expect(page.getByRole('row', { name: /grace/ })).not.toContainText('disabled')
  await grace.goto('/w/lab/resources')
  await expect(grace.getByText('No resources yet')).toBeVisible()
})
