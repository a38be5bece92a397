import type { Locator, Page } from '@playwright/test'

/** The storages of a workspace. */
export class StorageSettingsPage {
  constructor(private readonly page: Page) {}

  async open(workspace: string) {
    await this.page.goto(`/w/${workspace}/settings/storage`)
  }

  get primary() {
    return this.page.getByRole('region', { name: 'Primary storage' })
  }

  /** One of the three ways in which is decided who may use the storage. */
  async chooseAccess(name: string) {
    await this.primary.getByRole('radio', { name }).click()
  }

  rule(number: number): Locator {
    return this.primary.getByRole('listitem', { name: `Rule ${number}`, exact: true })
  }

  /** Adds a rule at the end; answers its number. */
  async addRule(pattern: string, allow: string[]): Promise<number> {
    await this.primary.getByRole('button', { name: 'Add rule' }).click()
    const number = await this.primary.getByRole('list', { name: 'Rules' }).getByRole('listitem').count()
    await this.rule(number).getByLabel(`Pattern of rule ${number}`).fill(pattern)
    for (const operation of allow) await this.rule(number).getByRole('button', { name: operation, exact: true }).click()
    return number
  }

  get tester(): Locator {
    return this.primary.getByRole('region', { name: 'Test access' })
  }

  /** Asks what somebody may do with a file. */
  async test(person: string, key: string) {
    await this.tester.getByRole('combobox', { name: 'Person' }).click()
    await this.page.getByRole('option', { name: person }).click()
    await this.tester.getByLabel('Path of a file').fill(key)
  }

  /** The answer for one operation, such as "Read yes by rule 2". */
  answer(operation: string): Locator {
    return this.tester.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: operation }) })
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
