import { type Browser, expect, type Page } from '@playwright/test'
import { test } from './fixtures'
import { ExplorerPage } from './pages/explorer'
import { StorageSettingsPage } from './pages/storage-settings'
import { type SeededRuns, seedPipelines } from './seed-pipelines'
import { MEMBER, seedScreens } from './seed-screens'
import { ADMIN } from './start-product'

const VARIANTS = [1440, 390].flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ width, theme })))
const SETTLE_MS = 400
const FILE = (name: string) => `/w/demo/explorer/_default_/${name}`

/** Screens of the admin: a name, an address, and what is there once it is drawn. */
const SCREENS: [string, string, string | RegExp][] = [
  ['workspaces', '/workspaces', 'Demo'],
  ['explorer', '/w/demo/explorer/_default_', 'deliveries.parquet'],
  ['explorer-empty', '/w/empty/explorer/_default_', /is empty/],
  ['explorer-failing', '/w/failing/explorer/_default_', /could not be listed/],
  ['explorer-no-storage', '/w/bare/explorer', /No storage is linked/],
  ['parquet', FILE('?file=deliveries.parquet'), '1,000,000 rows'],
  ['parquet-full', FILE('?file=deliveries.parquet&view=full'), '1,000,000 rows'],
  ['csv', FILE('?file=harvest-2025.csv'), /504 rows/],
  ['markdown', FILE('?file=README.md'), 'These files are invented'],
  ['json', FILE('silos/north?file=settings.json'), 'contact'],
  ['ndjson', FILE('silos?file=readings.ndjson'), /2025-07-01/],
  ['image', FILE('photos?file=grain-field.png'), 'grain-field.png'],
  ['pdf', FILE('reports?file=season-2025.pdf'), '3 pages'],
  ['file-missing', FILE('?file=nowhere.csv'), 'This file is not here'],
  ['resources', '/w/demo/resources', 'f/demo/storage'],
  ['resources-empty', '/w/bare/resources', 'No resources yet'],
  ['resource', '/w/demo/resources/f/demo/storage', 'Local disk'],
  ['resource-new', '/w/demo/resources/new', 'Access key'],
  ['resource-missing', '/w/demo/resources/f/demo/nowhere', /no resource/i],
  ['doctor', '/w/demo/doctor/f/demo/storage', 'Everything that Granary needs works'],
  ['doctor-failing', '/w/failing/doctor/u/admin/bucket', 'Verdict'],
  ['transfers', '/w/demo/transfers', '2 failed'],
  ['transfers-empty', '/w/bare/transfers', 'Nothing was transferred yet'],
  ['storage-settings', '/w/demo/settings/storage', 'Primary storage'],
  ['storage-settings-empty', '/w/bare/settings/storage', 'Primary storage'],
  ['storage-rules', '/w/empty/settings/storage', 'What patterns can say'],
  ['script-settings', '/w/demo/settings/scripts', 'Python packages'],
  ['pipelines', '/w/demo/pipelines', 'u/admin/nightly'],
  ['pipelines-empty', '/w/bare/pipelines', 'No pipelines yet'],
  ['pipeline', '/w/demo/pipelines/u/admin/nightly', 'Last runs'],
  ['pipeline-edit', '/w/demo/pipelines/edit/u/admin/single', 'Thorough'],
  ['groups', '/w/demo/people/groups', 'millers'],
  ['folders', '/w/demo/people/folders', 'f/harvest'],
  ['variables', '/w/demo/variables', /variable/i],
  ['people', '/w/demo/people', MEMBER],
  ['audit', '/w/demo/audit', 'users.add_to_workspace'],
  ['audit-empty', '/w/bare/audit', 'workspaces.create'],
  ['share-links', '/w/demo/share-links', 'The mill'],
  ['share-links-empty', '/w/bare/share-links', 'Nothing is shared'],
  ['share-unknown', '/share/nothing', 'There is no such link'],
  ['users', '/instance/people', MEMBER],
  ['account', '/account', 'Change password'],
  ['not-found', '/w/nowhere', /nothing at this address/],
]

test.use({ settings: { DEMO: '1' } })

test('pictures of all screens', async ({ page, browser, asAdmin: _, product }) => {
  test.setTimeout(900_000)
  const password = await seedScreens(page)
  const runs = await seedPipelines(page)
  const admin = await page.context().storageState()
  for (const variant of VARIANTS) {
    const context = {
      baseURL: product.url,
      colorScheme: variant.theme,
      viewport: { width: variant.width, height: 900 },
    }
    await shootAll(await newPage(browser, { ...context, storageState: admin }), variant, runs)
    await shootStranger(await newPage(browser, context), variant, password)
  }
})

type Variant = (typeof VARIANTS)[number]

async function shootAll(page: Page, variant: Variant, runs: SeededRuns) {
  for (const [name, path, sign] of SCREENS) {
    await page.goto(path)
    await shoot(page, name, sign, variant)
  }
  for (const [state, id] of Object.entries(runs)) {
    await page.goto(`/w/demo/runs/${id}`)
    await shoot(page, `pipeline-run-${state}`, 'Result', variant)
  }
  await page.goto('/w/failing/resources/u/admin/bucket')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await shoot(page, 'connection-test-failing', 'The connection does not work yet', variant)
  await shootDialogs(page, variant)
  await shootFileDialogs(page, variant)
  await page.context().close()
}

/** What opens on top of a page. */
async function shootDialogs(page: Page, variant: Variant) {
  await page.goto('/account')
  await page.getByRole('button', { name: 'New token' }).click()
  await shoot(page, 'token-new', 'Create token', variant)
  await page.goto('/w/demo/resources/f/demo/storage')
  await page.getByRole('button', { name: 'Who may see this' }).click()
  await shoot(page, 'permissions', 'And beside that', variant)
  await page.goto('/w/demo/people/groups')
  await page.getByRole('button', { name: 'millers', exact: true }).click()
  await shoot(page, 'group', 'Save group', variant)
}

/** What opens over files, and what the storage settings answer. */
async function shootFileDialogs(page: Page, variant: Variant) {
  await page.goto('/w/demo/explorer/_default_?file=README.md')
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await shoot(page, 'share', 'Make link', variant)
  await page.goto('/w/demo/explorer/_default_')
  const explorer = new ExplorerPage(page)
  for (const name of ['photos', 'README.md']) await explorer.select(name)
  await shoot(page, 'selection', /2 selected/, variant)
  await page.getByRole('button', { name: 'Copy to…' }).click()
  await shoot(page, 'copy-to', 'Check first', variant)
  await page.goto('/w/demo/transfers')
  await page.getByRole('table', { name: 'Transfers' }).getByRole('button', { name: 'Copy of 3 files' }).click()
  await shoot(page, 'transfer', 'What failed', variant)
  await page.goto('/w/empty/settings/storage')
  await new StorageSettingsPage(page).test('admin', 'u/grace/notes.txt')
  await shoot(page, 'access-tester', 'admins may do everything', variant)
}

/** Before one is signed in, and as a member who may not browse. */
async function shootStranger(page: Page, variant: Variant, password: string) {
  await page.goto('/sign-in')
  await shoot(page, 'sign-in', 'Password', variant)
  await signIn(page, { email: ADMIN.email, password: 'wrong' })
  await shoot(page, 'sign-in-refused', /do not open an account/, variant)
  await signIn(page, { email: MEMBER, password })
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto('/w/failing/explorer/_default_')
  await shoot(page, 'explorer-restricted', 'You may not browse this storage', variant)
  await page.context().close()
}

async function signIn(page: Page, { email, password }: typeof ADMIN) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function shoot(page: Page, name: string, sign: string | RegExp, { width, theme }: Variant) {
  await expect.soft(page.getByText(sign).first(), name).toBeAttached()
  await page.waitForTimeout(SETTLE_MS) // pictures and fonts
  await page.screenshot({ path: `screenshots/${name}-${width}-${theme}.png` })
}

async function newPage(browser: Browser, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  return (await browser.newContext(options)).newPage()
}
