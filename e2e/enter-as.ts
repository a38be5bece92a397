import { type Browser, expect, type Page } from '@playwright/test'
import { type Account, SignInPage } from './pages/sign-in'

/** Another person in a browser of their own, signed in. */
export async function enterAs(browser: Browser, baseURL: string | undefined, account: Account): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage()
  const signInPage = new SignInPage(page)
  await signInPage.open()
  await signInPage.signIn(account)
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}
