import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures'

test.use({ settings: { DEMO: '1' }, viewport: { width: 390, height: 844 }, hasTouch: true })

test('on a phone an open file covers the list, and going back returns to it', async ({
  page,
  asAdmin: _,
  explorer,
}) => {
  await explorer.open('demo')
  await explorer.row('harvest-2025.csv').getByRole('link').tap()
  await expect(explorer.panel.getByRole('gridcell').first()).toBeVisible()
  expect(await explorer.panel.boundingBox()).toMatchObject({ x: 0, width: 390 })
  expect(await whatIsSeenAt(explorer.row('harvest-2025.csv'))).toBe('File')
  await page.goBack()
  await expect(explorer.panel).toBeHidden()
  await explorer.row('harvest-2025.csv').getByRole('link').tap({ trial: true })
})

test('no page of a phone scrolls sideways', async ({ page, asAdmin: _ }) => {
  for (const path of [
    '/explorer/_default_',
    '/resources',
    '/resources/new',
    '/settings/storage',
    '/settings/scripts',
    '/variables',
    '/people',
    '/people/groups',
    '/people/folders',
  ]) {
    await page.goto(`/w/demo${path}`)
    await expect(page.getByRole('heading').first()).toBeAttached()
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390)
  }
})

/** The name of the region that lies on top where something else is. */
function whatIsSeenAt(place: Locator): Promise<string | null | undefined> {
  return place.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return document.elementFromPoint(x + width / 2, y + height / 2)?.closest('section')?.ariaLabel
  })
}
