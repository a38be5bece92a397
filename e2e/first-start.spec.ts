import { expect, test } from './fixtures'

const ADA = { email: 'ada@example.com', password: 'correct horse battery' }

test.use({ settings: { DEMO: '1', ADMIN_EMAIL: '', ADMIN_PASSWORD: '' } })

test('a first start leads from set-up to the sample files', async ({ page, signInPage, explorer }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/setup$/)
  await signInPage.setUp(ADA, 'Ada')
  await expect(page).not.toHaveURL(/\/setup$/)

  await explorer.open('demo')
  for (const name of ['notes', 'photos', 'reports', 'silos', 'README.md', 'deliveries.parquet', 'harvest-2025.csv'])
    await expect(explorer.row(name)).toBeVisible()

  await explorer.openFile('deliveries.parquet')
  await expect(explorer.panel.getByText('1,000,000 rows').first()).toBeVisible()
  await expect(explorer.panel.getByRole('gridcell', { name: 'Hof Ahrens' }).first()).toBeVisible()
})

test('names with spaces, signs and other scripts open from the list and by their address', async ({
  page,
  signInPage,
  explorer,
}) => {
  await page.goto('/setup')
  await signInPage.setUp(ADA, 'Ada')
  await expect(page).not.toHaveURL(/\/setup$/)
  await explorer.open('demo', 'notes/')
  await explorer.openFile('Ernte & Lager (Übersicht) 100%.txt')
  await expect(explorer.panel).toContainText('Names may hold spaces')
  await explorer.open('demo', `notes/${encodeURIComponent('収穫 2025')}/`)
  await explorer.openFile('米 #1 🌾.txt')
  await expect(explorer.panel).toContainText('Names may hold spaces')
  await page.reload()
  await expect(explorer.panel).toContainText('Names may hold spaces')
})
