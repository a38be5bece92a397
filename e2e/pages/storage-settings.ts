import type { Page } from '@playwright/test'

/** The storages of a workspace. */
export class StorageSettingsPage {
  constructor(private readonly page: Page) {}

  async open(workspace: string) {
    await this.page.goto(`/w/${workspace}/settings/storage`)
  }

  get primary() {
    return this.page.getByRole('region', { name: 'Primary storage' })
  }

  /** The switch that opens a storage to everybody in the workspace. */
  get publicSwitch() {
    return this.primary.getByRole('switch', {
      name: 'S3 resource details can be accessed by all users of this workspace',
    })
  }

  async newResource() {
    await this.primary.getByRole('link', { name: 'New resource' }).click()
  }

  async save() {
    await this.page.getByRole('button', { name: 'Save storage' }).click()
    await this.page.getByText('Storage saved').waitFor()
  }

  async browse() {
    await this.primary.getByRole('link', { name: 'Browse' }).click()
  }
}
