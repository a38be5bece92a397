import type { Page } from '@playwright/test'

export type Account = { email: string; password: string }

/** The pages before one is signed in, and the way out. */
export class SignInPage {
  constructor(private readonly page: Page) {}

  async open() {
    await this.page.goto('/sign-in')
  }

  async signIn({ email, password }: Account) {
    await this.page.getByLabel('E-mail').fill(email)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  async setUp({ email, password }: Account, name: string) {
    await this.page.getByLabel('E-mail').fill(email)
    await this.page.getByLabel('Name').fill(name)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByLabel('Password again').fill(password)
    await this.page.getByRole('button', { name: 'Create the first admin' }).click()
  }

  async signOut() {
    await this.page.getByRole('button', { name: /account menu$/ }).click()
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await this.page.waitForURL('**/sign-in**')
  }
}
