import { expect, test } from './fixtures'

test('the switcher leads to another workspace, and the first page remembers the last one', async ({
  page,
  asAdmin: _,
  workspaces,
}) => {
  await workspaces.create('Field lab')
  await workspaces.create('Mill')
  await expect(page).toHaveURL(/\/w\/mill\//)
  await page.getByRole('button', { name: 'Workspace Mill, switch workspace' }).click()
  await page.getByRole('menuitem', { name: 'Field lab' }).click()
  await expect(page).toHaveURL(/\/w\/field-lab\//)
  await expect(page.getByRole('button', { name: 'Workspace Field lab, switch workspace' })).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(/\/w\/field-lab\//)
})
