import type { Locator, Page } from '@playwright/test'

/** The editor of pipelines, their form, and the page of their runs. */
export class PipelinesPage {
  constructor(private readonly page: Page) {}

  /** The drawing, in the editor and on the other pages. */
  get graph(): Locator {
    return this.page.getByRole('region', { name: /^Steps of the / })
  }

  /** The panel beside the drawing. */
  get panel(): Locator {
    return this.page.getByRole('region', { name: 'Details' })
  }

  step(name: string | RegExp): Locator {
    return this.graph.getByRole('button', { name })
  }

  /** Adds a step with one of the buttons of the drawing; its panel opens. */
  async add(button: string, kind: 'Run a script' | 'For each of a list' | 'Branches side by side') {
    await this.graph.getByRole('button', { name: button, exact: true }).click()
    await this.page.getByRole('menuitem', { name: kind }).click()
  }

  async pickScript(search: string) {
    await this.panel.getByRole('button', { name: 'Choose a script' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('searchbox', { name: 'Search scripts' }).fill(search)
    await this.page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Says where a parameter of the open step comes from. */
  async take(parameter: string, source: string | RegExp) {
    await this.panel.getByRole('combobox', { name: `${parameter} comes from` }).click()
    await this.page.getByRole('option', { name: source }).click()
  }

  async save() {
    await this.page.getByRole('button', { name: 'Save pipeline' }).click()
  }
}
