import type { Locator, Page } from '@playwright/test'

/** The own account: API tokens. */
export class AccountPage {
  constructor(private readonly page: Page) {}

  async open() {
    await this.page.goto('/account')
  }

  token(label: string): Locator {
    return this.page.getByRole('list', { name: 'API tokens' }).getByRole('listitem').filter({ hasText: label })
  }

  /** Begins a token; `createToken` ends it. */
  async newToken(label: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'New token' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New token' })
    await dialog.getByLabel('Label').fill(label)
    return dialog
  }

  async limit(field: string, option: string) {
    await this.page.getByRole('dialog').getByRole('combobox', { name: field }).click()
    await this.page.getByRole('option', { name: option }).click()
  }

  /** Makes it; answers the token, which is shown this once. */
  async createToken(): Promise<string> {
    await this.page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click()
    const shown = this.page.getByRole('dialog', { name: 'Copy your token now' })
    const token = await shown.getByRole('code').first().innerText()
    await shown.getByRole('button', { name: 'Done' }).click()
    await shown.waitFor({ state: 'hidden' })
    return token
  }

  async revoke(label: string) {
    await this.page.getByRole('button', { name: `Revoke ${label}` }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click()
    await this.token(label).waitFor({ state: 'hidden' })
  }
}
