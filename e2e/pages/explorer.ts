import type { Locator, Page } from '@playwright/test'
import { explorerHref, placeOfKey } from '@/lib/objects/explorer-path'

/** Folders and files of a storage. */
export class ExplorerPage {
  constructor(private readonly page: Page) {}

  async open(workspace: string, path = '') {
    await this.page.goto(`/w/${workspace}/explorer/_default_/${path}`)
  }

  /** A file by its key, as a link to it does. */
  async openKey(workspace: string, key: string) {
    await this.page.goto(explorerHref(workspace, placeOfKey('_default_', key)))
  }

  get files(): Locator {
    return this.page.getByRole('grid', { name: 'Files' })
  }

  row(name: string): Locator {
    return this.files.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  async enter(name: string) {
    await this.row(name).getByRole('link').dblclick()
  }

  async openFile(name: string) {
    await this.row(name).getByRole('link').click()
  }

  /** The open file, beside the list. */
  get panel(): Locator {
    return this.page.getByRole('region', { name: 'File', exact: true })
  }

  /** Uploads a small file of that name. */
  async uploadFile(name: string) {
    await this.page.getByRole('button', { name: 'Upload', exact: true }).click()
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('menuitem', { name: 'Upload files' }).click()
    await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('hello') })
  }

  async uploadFolder(path: string) {
    await this.page.getByRole('button', { name: 'Upload', exact: true }).click()
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('menuitem', { name: 'Upload a folder' }).click()
    await (await chooser).setFiles(path)
  }

  /** Stores a file without a screen, as the signed-in person. */
  async put(workspace: string, key: string, content: Buffer) {
    const response = await this.page.request.post(`/api/w/${workspace}/job_helpers/upload_s3_file`, {
      params: { file_key: key },
      data: content,
      headers: { 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin' },
    })
    if (!response.ok()) throw new Error(`${key} was not stored: ${await response.text()}`)
  }

  async select(name: string) {
    await this.row(name).hover()
    await this.row(name).getByRole('checkbox').click()
  }

  async closeFile() {
    await this.page.getByRole('button', { name: 'Close the file' }).click()
  }

  async moveSelectionTo(folder: string) {
    await this.page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Move to…' }).click()
    const dialog = this.page.getByRole('dialog', { name: /^Move/ })
    await dialog.getByLabel('Folder', { exact: true }).fill(folder)
    await dialog.getByRole('button', { name: 'Move here' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async deleteSelection() {
    const dialog = await this.startDeletion()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Deletes what is selected, however that ends. */
  async startDeletion(): Promise<Locator> {
    await this.page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click()
    const dialog = this.page.getByRole('dialog', { name: /^Delete/ })
    await dialog.getByRole('button', { name: /^Delete/ }).click()
    return dialog
  }
}
