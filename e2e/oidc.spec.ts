import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { ADMIN, freePort, type Product, startProduct } from './start-product'

let product: Product
let provider: ChildProcess

test.beforeAll(async () => {
  const [port, providerPort] = [await freePort(), await freePort()]
  const callback = `http://localhost:${port}/api/auth/callback/oidc`
  provider = fork(new URL('./identity-provider.mjs', import.meta.url), [String(providerPort), callback], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  await once(provider, 'message')
  const settings = {
    OIDC_ISSUER: `http://localhost:${providerPort}`,
    OIDC_CLIENT_ID: 'granary',
    OIDC_CLIENT_SECRET: 'secret of the client',
    OIDC_NAME: 'Barn ID',
  }
  product = await startProduct(settings, port)
})

test.afterAll(async () => {
  provider.kill()
  await product.stop()
})

async function openAsAdmin(browser: Browser, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${product.url}/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail').fill(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`**${path}`)
  return page
}

async function invite(admin: Page, email: string) {
  await admin.getByRole('button', { name: 'New user' }).click()
  await admin.getByLabel('E-mail').fill(email)
  await admin.getByRole('radio', { name: 'None' }).click()
  await admin.getByRole('button', { name: 'Create user' }).click()
  await expect(admin.getByRole('row', { name: email })).toContainText('no password')
}

async function continueAs(page: Page, email: string, path = '/account') {
  await page.goto(product.url + path)
  await page.getByRole('button', { name: 'Continue with Barn ID' }).click()
  await page.locator('input[name=login]').fill(email)
  await page.locator('input[name=password]').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('whoever was invited gets in with single sign-on, comes to the page asked for, and is thrown out when disabled', async ({
  browser,
  page,
}) => {
  const admin = await openAsAdmin(browser, '/instance/people')
  await invite(admin, 'invited@example.com')

  await continueAs(page, 'invited@example.com', '/account?from=deep%2Flink')
  await expect(page).toHaveURL(`${product.url}/account?from=deep%2Flink`)
  await expect(page.getByRole('main')).toContainText('invited@example.com')
  await expect(page.getByRole('main')).toContainText('You sign in by single sign-on')
  const whoami = await page.request.get(`${product.url}/api/users/whoami`)
  expect(await whoami.json()).toMatchObject({ email: 'invited@example.com', login_type: 'oauth' })

  await admin.getByRole('button', { name: 'Change invited@example.com' }).click()
  await admin.getByRole('menuitem', { name: 'Disable' }).click()
  await admin.getByRole('button', { name: 'Disable user' }).click()
  await expect(admin.getByRole('row', { name: 'invited@example.com' })).toContainText('disabled')
  expect((await page.request.get(`${product.url}/api/users/whoami`)).status()).toBe(401)
  await page.getByLabel('Your name').fill('Somebody')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('your session has ended')
})

for (const [email, who] of [
  ['stranger@example.com', 'a stranger'],
  ['unverified-admin@example.com', 'somebody with an address that is not verified'],
] as const)
  test(`${who} stays outside and reads why`, async ({ browser, page }) => {
    if (email.startsWith('unverified')) await invite(await openAsAdmin(browser, '/instance/people'), email)
    await continueAs(page, email)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('You have no account here')
    expect((await page.request.get(`${product.url}/api/users/whoami`)).status()).toBe(401)
  })

test('an answer that this browser did not ask for opens nothing', async ({ page }) => {
  await page.goto(`${product.url}/api/auth/callback/oidc?code=stolen&state=forged`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Single sign-on could not be completed')
  expect((await page.request.get(`${product.url}/api/users/whoami`)).status()).toBe(401)
})

test('nobody gets in with an empty password instead of single sign-on', async ({ browser, request }) => {
  await invite(await openAsAdmin(browser, '/instance/people'), 'sso-only@example.com')
  const { csrfToken } = await (await request.get(`${product.url}/api/auth/csrf`)).json()
  for (const password of ['', 'null', 'undefined'])
    await request.post(`${product.url}/api/auth/callback/credentials`, {
      form: { csrfToken, email: 'sso-only@example.com', password },
    })
  expect((await request.get(`${product.url}/api/users/whoami`)).status()).toBe(401)
})
