import { enterAs } from './enter-as'
import { expect, test } from './fixtures'
import { ExplorerPage } from './pages/explorer'

const GRACE = 'grace@example.com'

test.beforeEach(async ({ asAdmin, workspaces, resources, storageSettings, explorer }) => {
  expect(asAdmin).toBeUndefined()
  await workspaces.create('Lab')
  await resources.linkFolder('lab', 'lab')
  await storageSettings.save()
  for (const key of ['reports/may.csv', 'private/plan.txt', 'u/grace/notes.txt', 'u/admin/diary.txt'])
    await explorer.put('lab', key, Buffer.from('a,b\n1,2\n'))
})

test('an admin writes rules, tests them before they count, and a member has what they say', async ({
  page,
  browser,
  baseURL,
  workspaces,
  storageSettings,
}) => {
  test.setTimeout(240_000)
  const password = await workspaces.addPerson('lab', GRACE)

  await test.step('write a rule and take it to its place by keys', async () => {
    await storageSettings.open('lab')
    await storageSettings.chooseAccess('Advanced rules')
    expect(await storageSettings.addRule('reports/**', ['Read', 'List'])).toBe(7)
    await expect(storageSettings.rule(7)).toContainText('Never reached: rule 6 matches every key')
    await page.getByLabel('Pattern of rule 7').press('Alt+ArrowUp')
    await expect(page.getByLabel('Pattern of rule 6')).toHaveValue('reports/**')
    await expect(page.getByLabel('Pattern of rule 6')).toBeFocused()
    await expect(storageSettings.rule(6)).not.toContainText('Never reached')
  })

  await test.step('test it, unsaved', async () => {
    await storageSettings.test('grace', 'reports/may.csv')
    await expect(storageSettings.answer('Read')).toContainText('yes')
    await expect(storageSettings.answer('Read')).toContainText('by rule 6, reports/**')
    await expect(storageSettings.answer('Write')).toContainText('no')
    await expect(storageSettings.rule(6)).toHaveAttribute('aria-current', 'true')
    await storageSettings.test('grace', 'u/grace/x.csv')
    await expect(storageSettings.answer('Write')).toContainText('by rule 2, u/grace/**/*')
    await storageSettings.test('admin', 'private/plan.txt')
    await expect(storageSettings.answer('Read')).toContainText('admins may do everything')
  })

  await storageSettings.save()
  const grace = await enterAs(browser, baseURL, { email: GRACE, password })
  const explorer = new ExplorerPage(grace)

  await test.step('the member sees what the rules show', async () => {
    await explorer.open('lab')
    await expect(explorer.row('reports')).toBeVisible()
    await expect(explorer.row('u')).toBeVisible()
    await expect(explorer.row('private')).toBeHidden()
    await explorer.enter('u')
    await expect(explorer.row('grace')).toBeVisible()
    await expect(explorer.row('admin')).toBeHidden()
  })

  await test.step('uploads into their own folder, and is refused elsewhere in a sentence', async () => {
    await explorer.open('lab', 'u/grace/')
    await explorer.uploadFile('mine.txt')
    await expect(explorer.row('mine.txt')).toBeVisible()
    await explorer.open('lab', 'reports/')
    await explorer.uploadFile('theirs.txt')
    await expect(grace.getByText(/You may not write "reports\/theirs.txt"/)).toBeVisible()
    await expect(explorer.row('theirs.txt')).toBeHidden()
    await explorer.select('may.csv')
    await explorer.startDeletion()
    await expect(grace.getByRole('dialog', { name: 'Not everything was deleted' })).toContainText(
      'You may not delete it.',
    )
  })
})

test('rules are moved by dragging, copied, removed, and told from the default ones', async ({
  page,
  storageSettings,
}) => {
  await storageSettings.open('lab')
  await storageSettings.chooseAccess('Advanced rules')
  await expect(page.getByText('differ from the default')).toBeHidden()
  const first = page.getByRole('button', { name: 'Move rule 1', exact: true })
  await first.hover()
  await page.mouse.down()
  const below = await page.getByRole('button', { name: 'Move rule 3', exact: true }).boundingBox()
  await page.mouse.move(below?.x ?? 0, (below?.y ?? 0) + 20, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByLabel('Pattern of rule 3')).toHaveValue('windmill_uploads/*')
  await expect(page.getByText('differ from the default')).toBeVisible()
  await page.getByRole('button', { name: 'Actions for rule 3' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.getByLabel('Pattern of rule 4')).toHaveValue('windmill_uploads/*')
  await page.getByRole('button', { name: 'Actions for rule 4' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Actions for rule 3' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Insert default rules' }).click()
  await expect(page.getByLabel('Pattern of rule 6')).toHaveValue('windmill_uploads/*')
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.getByRole('button', { name: 'Save storage' }).click()
  await expect(storageSettings.rule(7)).toContainText('Enter a pattern, such as reports/**.')
})

test('an operator browses, and meets no button that would be refused', async ({
  page,
  browser,
  baseURL,
  workspaces,
  storageSettings,
}) => {
  const password = await workspaces.addPerson('lab', GRACE)
  await page.getByRole('combobox', { name: 'Role of grace' }).click()
  await page.getByRole('option', { name: /^Operator/ }).click()
  await expect(page.getByRole('combobox', { name: 'Role of grace' })).toHaveText('Operator')
  await storageSettings.open('lab')
  await storageSettings.chooseAccess('Everybody in the workspace')
  await storageSettings.save()
  const grace = await enterAs(browser, baseURL, { email: GRACE, password })
  const explorer = new ExplorerPage(grace)
  await explorer.open('lab', 'reports/')
  await explorer.select('may.csv')
  const toolbar = grace.getByRole('toolbar', { name: 'Selection' })
  await expect(toolbar.getByRole('button', { name: 'Download' })).toBeVisible()
  for (const name of ['Upload', 'New folder', 'Copy to…', 'Move to…', 'Delete'])
    await expect(grace.getByRole('button', { name, exact: true })).toHaveCount(0)
  await expect(grace.getByRole('button', { name: 'Read only' })).toBeVisible()
  await grace.goto('/w/lab/resources')
  await expect(grace.getByRole('link', { name: 'New resource' })).toHaveCount(0)
  await grace.goto('/w/lab/resources/new')
  await expect(grace.getByText('Operators change nothing')).toBeVisible()
})
