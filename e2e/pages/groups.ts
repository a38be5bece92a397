import type { Locator, Page } from '@playwright/test'

/** The groups and the folders of a workspace. */
export class GroupsPage {
  constructor(private readonly page: Page) {}

  async createGroup(workspace: string, name: string, members: string[]) {
    await this.page.goto(`/w/${workspace}/people/groups`)
    await this.page.getByRole('button', { name: 'New group' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New group' })
    await dialog.getByLabel('Name').fill(name)
    for (const member of members) await this.add(dialog, member)
    await dialog.getByRole('button', { name: 'Create group' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async removeFromGroup(workspace: string, name: string, member: string) {
    await this.page.goto(`/w/${workspace}/people/groups`)
    await this.page.getByRole('button', { name, exact: true }).click()
    const dialog = this.page.getByRole('dialog', { name: `Group ${name}` })
    await dialog.getByRole('button', { name: `Remove ${member}` }).click()
    await dialog.getByRole('button', { name: 'Save group' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Makes a folder of its maker, open to somebody else as well. */
  async createFolder(workspace: string, name: string, subject: string) {
    await this.page.goto(`/w/${workspace}/people/folders`)
    await this.page.getByRole('button', { name: 'New folder' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New folder' })
    await dialog.getByLabel('Name', { exact: true }).fill(name)
    await this.add(dialog, subject)
    await dialog.getByRole('button', { name: 'Create folder' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  private async add(dialog: Locator, subject: string) {
    await dialog.getByRole('combobox', { name: 'Add somebody' }).click()
    await this.page.getByRole('option', { name: subject }).click()
  }
}
