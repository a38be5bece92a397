import { type Browser, expect, type Page } from '@playwright/test'
import { test } from './fixtures'
import { AccountPage } from './pages/account'
import { GroupsPage } from './pages/groups'
import { ADMIN } from './start-product'

const VARIANTS = [1440, 390].flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ width, theme })))
const MEMBER = 'grace@example.com'
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
  ['doctor', '/w/demo/doctor/f/demo/storage', 'The doctor has not looked here yet'],
  ['storage-settings', '/w/demo/settings/storage', 'Primary storage'],
  ['storage-settings-empty', '/w/bare/settings/storage', 'Primary storage'],
  ['storage-rules', '/w/empty/settings/storage', 'What patterns can say'],
  ['groups', '/w/demo/people/groups', 'millers'],
  ['folders', '/w/demo/people/folders', 'f/harvest'],
  ['variables', '/w/demo/variables', /variable/i],
  ['people', '/w/demo/people', MEMBER],
  ['audit', '/w/demo/audit', 'users.add_to_workspace'],
  ['audit-empty', '/w/bare/audit', 'workspaces.create'],
  ['share-links-empty', '/w/demo/share-links', 'Nothing is shared'],
  ['share-unknown', '/share/nothing', 'There is no such link'],
  ['users', '/instance/people', MEMBER],
  ['account', '/account', 'Change password'],
  ['not-found', '/w/nowhere', /nothing at this address/],
]

test.use({ settings: { DEMO: '1' } })

test('pictures of all screens', async ({
  page,
  browser,
  asAdmin: _,
  workspaces,
  resources,
  storageSettings,
  product,
}) => {
  test.setTimeout(900_000)
  for (const name of ['Empty', 'Failing', 'Bare']) await workspaces.create(name)
  for (const workspace of ['empty', 'failing']) {
    await page.goto(`/w/${workspace}/resources/new?from=storage`)
    if (workspace === 'empty') await resources.choose('Type', 'Local disk')
    await resources.fillName('bucket')
    if (workspace === 'empty') await resources.fillFolder('empty')
    else await resources.fillBucket(UNREACHABLE)
    await resources.save()
    if (workspace === 'empty') await storageSettings.chooseAccess('Advanced rules')
    await storageSettings.save()
  }
  const password = await workspaces.addPerson('failing', MEMBER)
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
  const admin = await page.context().storageState()
  for (const variant of VARIANTS) {
    const context = {
      baseURL: product.url,
      colorScheme: variant.theme,
      viewport: { width: variant.width, height: 900 },
    }
    await shootAll(await newPage(browser, { ...context, storageState: admin }), variant)
    await shootStranger(await newPage(browser, context), variant, password)
  }
})

type Variant = (typeof VARIANTS)[number]
const UNREACHABLE = { bucket: 'grain', region: 'us-east-1', endpoint: '127.0.0.1:9', accessKey: 'AK', secretKey: 'SK' }

async function shootAll(page: Page, variant: Variant) {
  for (const [name, path, sign] of SCREENS) {
    await page.goto(path)
    await shoot(page, name, sign, variant)
  }
  await page.goto('/w/failing/resources/u/admin/bucket')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await shoot(page, 'connection-test-failing', 'The connection does not work yet', variant)
  await shootDialogs(page, variant)
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
