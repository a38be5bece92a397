import type { Page } from '@playwright/test'

/** The workspaces that one is in, and the people of one. */
export class WorkspacesPage {
  constructor(private readonly page: Page) {}

  async create(name: string) {
    await this.page.goto('/workspaces')
    await this.page.getByRole('button', { name: 'New workspace' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New workspace' })
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Create workspace' }).click()
    await this.page.waitForURL('**/w/**')
  }

  /** Adds somebody who has no account yet; answers the password that is shown once. */
  async addPerson(workspace: string, email: string): Promise<string> {
    await this.page.goto(`/w/${workspace}/people`)
    await this.page.getByRole('button', { name: 'Add person' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Add person' })
    await dialog.getByLabel('E-mail').fill(email)
    await dialog.getByRole('button', { name: 'Add person' }).click()
    await dialog.getByRole('button', { name: 'Create and add' }).click()
    const shown = this.page.getByRole('dialog', { name: 'Hand over this password' })
    const password = await shown.getByRole('code').innerText()
    await shown.getByRole('button', { name: 'Done' }).click()
    return password
  }
}
