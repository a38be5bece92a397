import type { Locator, Page } from '@playwright/test'

/** The doctor of one resource. */
export class DoctorPage {
  constructor(private readonly page: Page) {}

  async look(again = false) {
    await this.page.getByRole('button', { name: again ? 'Look again' : 'Look now' }).click()
  }

  get verdict(): Locator {
    return this.page.getByRole('region', { name: 'Verdict' })
  }

  check(label: string): Locator {
    return this.page.getByRole('listitem', { name: label, exact: true })
  }

  /** What a suggestion changes, before it does. */
  get suggestion(): Locator {
    return this.page.getByRole('dialog')
  }
}
