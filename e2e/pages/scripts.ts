import type { Locator, Page } from '@playwright/test'

type Upload = { name: string; mimeType: string; buffer: Buffer }

/** The editor of scripts and their forms. */
export class ScriptsPage {
  constructor(private readonly page: Page) {}

  get text(): Locator {
    return this.page.getByRole('textbox', { name: 'Code' })
  }

  get problems(): Locator {
    return this.page.getByRole('list', { name: 'Problems' })
  }

  /** What belongs to one argument that is a file, a list or an object. */
  argument(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true })
  }

  /** Replaces the text in the editor. */
  async write(text: string) {
    await this.text.click()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  async create(name: string, { text, language = 'TypeScript' }: { text: string; language?: string }) {
    await this.page.goto('/w/demo/scripts/new')
    await this.page.getByLabel('Name', { exact: true }).fill(name)
    if (language !== 'TypeScript') {
      await this.page.getByRole('combobox', { name: 'Language' }).click()
      await this.page.getByRole('option', { name: language }).click()
    }
    await this.write(text)
    await this.save()
    await this.page.waitForURL(`**/scripts/u/admin/${name}`)
  }

  async save() {
    await this.page.getByRole('button', { name: 'Save script' }).click()
  }

  async run() {
    await this.page.getByRole('button', { name: 'Run', exact: true }).click()
  }

  async upload(argument: string, file: Upload) {
    const chooser = this.page.waitForEvent('filechooser')
    await this.argument(argument).getByRole('button', { name: 'Browse' }).click()
    await (await chooser).setFiles(file)
    await this.argument(argument).getByText(file.name).first().waitFor()
  }
}
