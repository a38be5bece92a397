import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Finds with axe no fault in what a page shows now, in light and in dark. */
export async function expectNoFaults(page: Page, name: string) {
  await page.emulateMedia({ colorScheme: 'light' })
  await expectNone(new AxeBuilder({ page }), name)
  // The themes differ in nothing but their colours.
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNone(new AxeBuilder({ page }).withRules(['color-contrast']), `${name}, in dark`)
}

async function expectNone(axe: AxeBuilder, name: string) {
  const { violations } = await axe.analyze()
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  expect.soft(faults, name).toEqual([])
}
