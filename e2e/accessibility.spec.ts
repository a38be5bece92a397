import type { Browser, Page } from '@playwright/test'
import { expectNoFaults } from './expect-no-faults'
import { expect, test } from './fixtures'
import { ADMIN } from './start-product'

const STORAGE = '/w/demo/explorer/_default_'

/** The main screens: a name, an address, and what is there once it is drawn. */
const SCREENS: [string, string, string | RegExp][] = [
  ['the workspaces', '/workspaces', 'Demo'],
  ['the explorer', STORAGE, 'deliveries.parquet'],
  ['an empty search', `${STORAGE}?search=zzz`, 'Nothing here starts with "zzz"'],
  ['an empty storage', '/w/empty/explorer/_default_', /is empty/],
  ['a missing storage', '/w/bare/explorer', /No storage is linked/],
  ['a parquet file', `${STORAGE}/?file=deliveries.parquet`, '1,000,000 rows'],
  ['a table', `${STORAGE}/?file=harvest-2025.csv`, /504 rows/],
  ['a JSON file', `${STORAGE}/silos/north?file=settings.json`, 'contact'],
  ['a missing file', `${STORAGE}/?file=nowhere.csv`, 'This file is not here'],
  ['the resources', '/w/demo/resources', 'f/demo/storage'],
  ['the form of a resource', '/w/demo/resources/new', 'Access key'],
  ['the storage settings', '/w/demo/settings/storage', 'Primary storage'],
  ['the script settings', '/w/demo/settings/scripts', 'Python packages'],
  ['the scripts', '/w/demo/scripts', /No scripts yet|Summary/],
  ['the editor of a script', '/w/demo/scripts/new', 'As JSON'],
  ['the runs', '/w/demo/runs', 'Nothing was run yet'],
  ['the pipelines', '/w/demo/pipelines', 'No pipelines yet'],
  ['the schedules', '/w/demo/schedules', 'No schedules yet'],
  ['the variables', '/w/demo/variables', /variable/i],
  ['the people', '/w/demo/people', ADMIN.email],
  ['the groups', '/w/demo/people/groups', 'all'],
  ['the folders', '/w/demo/people/folders', 'f/demo'],
  ['the rules of a storage', '/w/empty/settings/storage', 'What patterns can say'],
  ['the doctor', '/w/demo/doctor/f/demo/storage', 'The doctor has not looked here yet'],
  ['the transfers', '/w/demo/transfers', 'Nothing was transferred yet'],
  ['the share links', '/w/demo/share-links', 'Nothing is shared'],
  ['the audit log', '/w/empty/audit', 'resources.create'],
  ['all users', '/instance/people', ADMIN.email],
  ['the account', '/account', 'Change password'],
]

test.use({ settings: { DEMO: '1' } })

/** Each half is looked at by one worker. */
const HALVES = [SCREENS.filter((_, place) => place % 2 === 0), SCREENS.filter((_, place) => place % 2 === 1)]

for (const [place, screens] of HALVES.entries())
  test(`the main screens have no fault that axe finds, in light and dark (${place + 1} of ${HALVES.length})`, async ({
    page,
    browser,
    baseURL,
    asAdmin: _,
    workspaces,
    resources,
    storageSettings,
  }) => {
    test.setTimeout(420_000)
    for (const name of ['Empty', 'Bare']) await workspaces.create(name)
    await resources.linkFolder('empty', 'empty')
    await storageSettings.chooseAccess('Advanced rules')
    await storageSettings.save()
    if (place === 0) await expectScreen(await newPage(browser, { baseURL }), ['the sign-in', '/sign-in', 'Password'])
    const admin = await newPage(browser, { baseURL, storageState: await page.context().storageState() })
    for (const screen of screens) await expectScreen(admin, screen)
  })

async function expectScreen(page: Page, [name, path, sign]: (typeof SCREENS)[number]) {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(path)
  await expect(page.getByText(sign).first(), name).toBeAttached()
  await expectNoFaults(page, name)
}

async function newPage(browser: Browser, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  return (await browser.newContext({ ...options, reducedMotion: 'reduce' })).newPage()
}
