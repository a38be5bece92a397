import type { Locator, Page } from '@playwright/test'
import type { Bucket } from '@/e2e/s3-servers'

/** The form of a resource. */
export class ResourcesPage {
  constructor(private readonly page: Page) {}

  get connectionTest(): Locator {
    return this.page.getByRole('region', { name: 'Connection test' })
  }

  async openNew(workspace: string) {
    await this.page.goto(`/w/${workspace}/resources/new`)
  }

  async fillName(name: string) {
    await this.page.getByLabel('Name', { exact: true }).fill(name)
  }

  async choose(label: string, option: string | RegExp) {
    await this.page.getByRole('combobox', { name: label }).click()
    await this.page.getByRole('option', { name: option }).click()
  }

  async fillBucket({ bucket, region, endpoint, accessKey, secretKey }: Bucket) {
    await this.page.getByLabel('Bucket').fill(bucket)
    await this.page.getByLabel('Region').fill(region)
    await this.page.getByRole('textbox', { name: /^Endpoint/ }).fill(endpoint)
    await this.page.getByLabel('Access key').fill(accessKey)
    await this.page.getByLabel('Secret key').fill(secretKey)
    await this.page.getByRole('switch', { name: 'Use SSL' }).setChecked(false)
    await this.page.getByRole('switch', { name: 'Path style' }).setChecked(true)
  }

  async fillFolder(rootPath: string) {
    await this.page.getByLabel('Folder', { exact: true }).fill(rootPath)
  }

  /** Makes a resource `bucket` of a folder on local disk, and goes to where it is saved as the primary storage. */
  async linkFolder(workspace: string, rootPath: string, owner?: string) {
    await this.page.goto(`/w/${workspace}/resources/new?from=storage`)
    await this.choose('Type', 'Local disk')
    if (owner) await this.choose('Owner', owner)
    await this.fillName('bucket')
    await this.fillFolder(rootPath)
    await this.save()
    await this.page.waitForURL('**/settings/storage**')
  }

  async testConnection() {
    await this.page.getByRole('button', { name: 'Test connection' }).click()
  }

  async save() {
    await this.page.getByRole('button', { name: 'Save resource' }).click()
  }
}
