import { type APIRequestContext, expect, test } from '@playwright/test'
import { ADMIN, type Product, startProduct } from './start-product'

let product: Product

test.afterEach(() => product.stop())

test('the first person sets Granary up, once, and is signed in', async ({ page, browser }) => {
  product = await startProduct({ ADMIN_EMAIL: '', ADMIN_PASSWORD: '' })
  await page.goto(product.url)
  await expect(page).toHaveURL(`${product.url}/setup`)
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByLabel('Password again').fill('different')
  await page.getByRole('button', { name: 'Create the first admin' }).click()
  await expect(page.getByText('A password has at least 8 characters.')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue('ada@example.com')

  await page.getByLabel('Password', { exact: true }).fill('correct horse')
  await page.getByLabel('Password again').fill('correct horse')
  await page.getByRole('button', { name: 'Create the first admin' }).click()
  await expect(page).toHaveURL(`${product.url}/workspaces`)

  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(`${product.url}/setup`)
  await expect(stranger).toHaveURL(`${product.url}/sign-in`)
})

test('signing in works without scripts and leads to no other site', async ({ browser }) => {
  product = await startProduct()
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await page.goto(`${product.url}/sign-in?next=//evil.example/`)
  await page.getByLabel('E-mail').fill(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('do not open an account here')
  expect(page.url()).not.toContain('wrong')
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${product.url}/workspaces`)
})

test('a changed password keeps this browser in and throws the others out', async ({ browser }) => {
  product = await startProduct()
  const pages = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  const [here, elsewhere] = pages
  if (!here || !elsewhere) throw new Error('two pages are needed')
  for (const page of pages) {
    await page.goto(`${product.url}/account`)
    await page.getByLabel('E-mail').fill(ADMIN.email)
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(`${product.url}/account`)
  }
  await here.getByLabel('Current password').fill(ADMIN.password)
  await here.getByLabel('New password', { exact: true }).fill('another horse')
  await here.getByLabel('New password again').fill('another horse')
  await here.getByRole('button', { name: 'Change password' }).click()
  await expect(here.getByText('Password changed')).toBeVisible()
  await here.reload()
  await expect(here).toHaveURL(`${product.url}/account`)
  await elsewhere.getByLabel('Your name').fill('Somebody')
  await elsewhere.getByRole('button', { name: 'Save name' }).click()
  await expect(elsewhere.getByRole('main').getByRole('alert')).toContainText('your session has ended')

  await here.getByRole('button', { name: 'Sign out everywhere' }).click()
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(here).toHaveURL(`${product.url}/sign-in`)
})

test('an address is held back after twenty failures, whatever it claims to be forwarded for', async ({ request }) => {
  test.setTimeout(120_000)
  product = await startProduct()
  for (let i = 0; i < 20; i++)
    await trySignIn(request, { email: `nobody-${i}@example.com`, password: 'wrong' }, `192.0.2.${i}`)
  await trySignIn(request, ADMIN, '198.51.100.1')
  expect((await request.get(`${product.url}/api/users/whoami`)).status()).toBe(401)
})

async function trySignIn(request: APIRequestContext, credentials: typeof ADMIN, forwardedFor: string) {
  const { csrfToken } = await (await request.get(`${product.url}/api/auth/csrf`)).json()
  await request.post(`${product.url}/api/auth/callback/credentials`, {
    form: { csrfToken, ...credentials },
    headers: { 'x-forwarded-for': forwardedFor, 'x-granary-socket-address': forwardedFor, 'x-real-ip': forwardedFor },
  })
}
