import { rm } from 'node:fs/promises'
import { test as base } from '@playwright/test'
import { type MadeData, madeData } from './made-data'
import { ExplorerPage } from './pages/explorer'
import { ResourcesPage } from './pages/resources'
import { SignInPage } from './pages/sign-in'
import { StorageSettingsPage } from './pages/storage-settings'
import { WorkspacesPage } from './pages/workspaces'
import { ADMIN, type Product, startProduct } from './start-product'

export { expect } from '@playwright/test'

type Fixtures = {
  /** Settings of the product of this test; without any it has an admin and no demo. */
  settings: Record<string, string>
  /** The built product over a data folder as new, for this test alone. */
  product: Product
  /** Signed in as the admin, at the first page. */
  asAdmin: undefined
  signInPage: SignInPage
  workspaces: WorkspacesPage
  resources: ResourcesPage
  storageSettings: StorageSettingsPage
  explorer: ExplorerPage
}

/** Playwright's `test` with a product of its own and a page object for each screen. */
export const test = base.extend<Fixtures, { made: MadeData }>({
  settings: [{}, { option: true }],
  made: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
    async ({}, use) => {
      const made = madeData()
      await use(made)
      await made.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  product: async ({ settings, made }, use) => {
    const dataDir = await made.copyFor(settings)
    const product = await startProduct(dataDir ? { ...settings, DATA_DIR: dataDir } : settings)
    await use(product)
    await product.stop()
    if (dataDir) await rm(dataDir, { recursive: true, force: true })
  },
  baseURL: async ({ product }, use) => use(product.url),
  asAdmin: async ({ signInPage, page }, use) => {
    await signInPage.open()
    await signInPage.signIn(ADMIN)
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    await use(undefined)
  },
  signInPage: async ({ page }, use) => use(new SignInPage(page)),
  workspaces: async ({ page }, use) => use(new WorkspacesPage(page)),
  resources: async ({ page }, use) => use(new ResourcesPage(page)),
  storageSettings: async ({ page }, use) => use(new StorageSettingsPage(page)),
  explorer: async ({ page }, use) => use(new ExplorerPage(page)),
})
