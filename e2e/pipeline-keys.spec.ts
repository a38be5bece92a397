import type { Page } from '@playwright/test'
import { enterAs } from './enter-as'
import { expectNoFaults } from './expect-no-faults'
import { expect, test } from './fixtures'
import { PipelinesPage } from './pages/pipelines'

test.use({ settings: { DEMO: '1' } })

const GRACE = 'grace@example.org'

test('a pipeline is drawn with the keyboard alone, which never loses its place, and axe finds no fault', async ({
  asAdmin: _,
  page,
}) => {
  const { graph, panel, step, press } = steered(new PipelinesPage(page), page)
  await page.goto('/w/demo/pipelines/new')
  await step('Inputs: none').focus()
  await press('Tab', 'Enter', 'Enter')
  await expect(step('Step a, step a: Choose a script.')).toBeFocused()
  await press('Tab')
  await expect(graph.getByRole('button', { name: 'Add a step after Step a' })).toBeFocused()
  await press('Enter', 'ArrowDown', 'Enter')
  const loop = step(/^For each, step b/)
  await expect(loop).toBeFocused()
  await press('ArrowUp', 'ArrowUp')
  await expect(step('Inputs: none')).toBeFocused()
  await press('ArrowDown', 'ArrowDown')
  await expect(loop).toBeFocused()
  await press('Alt+ArrowUp')
  await expect(loop).toBeFocused()
  await press('ArrowDown')
  await expect(graph.getByRole('button', { name: 'Add the first step' })).not.toBeFocused()
  await expect(step(/^Step a, step a/)).toBeFocused()

  await press('Enter')
  await expect(panel.getByRole('heading', { name: 'Step a' })).toBeVisible()
  await expect(step(/^Step a, step a/)).toBeFocused()
  await panel.getByRole('button', { name: 'Close panel' }).press('Enter')
  await expect(step(/^Step a, step a/)).toBeFocused()
  await press('Delete')
  await expect(loop).toBeFocused()
  await press('Enter')
  await panel.getByRole('textbox', { name: 'Name' }).press('Escape')
  await expect(loop).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(step(/^Step a, step a/)).toBeVisible()
  await expect(loop).toBeFocused()
  await press('Enter')
  await expectNoFaults(page, 'the editor of a pipeline')

  await page.getByRole('radio', { name: 'JSON' }).click()
  const code = page.getByRole('textbox', { name: 'Pipeline as JSON' })
  await expect(code).toContainText('"forloopflow"')
  await code.click()
  await press('ControlOrMeta+a')
  await page.keyboard.insertText('{"modules":[\n{"id":"x","value":{"type":"flow","path":"f/a/b"}}]}')
  await expect(page.getByRole('list', { name: 'Problems' })).toContainText('Line 2: A step is a script')
  await expect(page.getByRole('button', { name: 'Save pipeline' })).toBeDisabled()
  await press('ControlOrMeta+a')
  await page.keyboard.insertText('{"modules":[{"id":"x","value":{"type":"identity"}}]}')
  await page.getByRole('radio', { name: 'Drawing' }).click()
  await expect(step('Pass on, step x')).toBeVisible()
})

test('an operator sees and runs pipelines, and meets no button that would be refused', async ({
  asAdmin: _,
  page,
  browser,
  baseURL,
  workspaces,
}) => {
  test.setTimeout(120_000)
  const password = await workspaces.addPerson('demo', GRACE)
  await page.getByRole('combobox', { name: 'Role of grace' }).click()
  await page.getByRole('option', { name: /^Operator/ }).click()
  await expect(page.getByRole('combobox', { name: 'Role of grace' })).toHaveText('Operator')
  const file = { type: 'static', value: { s3: 'harvest-2025.csv' } }
  const sum = { type: 'script', path: 'f/demo/sum_harvest', input_transforms: { file } }
  const data = { path: 'f/demo/total', summary: 'Add up', value: { modules: [{ id: 'sum', value: sum }] } }
  const created = await page.request.post('/api/w/demo/flows/create', { data, headers: { origin: baseURL ?? '' } })
  expect(created.status()).toBe(201)

  const grace = await enterAs(browser, baseURL, { email: GRACE, password })
  const { graph, panel, step } = steered(new PipelinesPage(grace), grace)
  await grace.goto('/w/demo/pipelines')
  await expect(grace.getByRole('button', { name: 'Read only' })).toBeVisible()
  await expect(grace.getByRole('link', { name: 'New pipeline' })).toHaveCount(0)
  await grace.getByRole('link', { name: 'f/demo/total' }).click()
  await expect(grace.getByRole('button', { name: 'More actions' })).toHaveCount(0)
  await grace.getByRole('link', { name: 'Steps' }).click()
  await expect(grace.getByText('Operators run pipelines and change none.')).toBeVisible()
  await step(/^sum_harvest/).click()
  await step(/^sum_harvest/).press('Delete')
  await expect(panel.getByRole('textbox', { name: 'Name' })).toBeDisabled()
  for (const name of ['Save pipeline', 'Another script', 'Remove step', /^Add a step/])
    await expect(grace.getByRole('button', { name })).toHaveCount(0)
  await expectNoFaults(grace, 'the editor of a pipeline for an operator')
  await expect(graph.getByRole('button')).toHaveCount(3)

  await grace.goto('/w/demo/pipelines/f/demo/total')
  await grace.getByRole('button', { name: 'Run', exact: true }).click()
  await grace.waitForURL('**/runs/*')
  await expect(step(/^sum_harvest: Done/)).toBeVisible({ timeout: 60_000 })
  const first = grace.url()
  await step(/^sum_harvest/).click()
  await panel.getByRole('button', { name: 'Run again from here' }).click()
  await grace.waitForURL((url) => url.pathname.includes('/runs/') && url.href !== first)
  await grace.goto('/w/demo/pipelines/new')
  await expect(grace.getByText('Operators change nothing')).toBeVisible()
})

function steered(pipelines: PipelinesPage, page: Page) {
  return {
    graph: pipelines.graph,
    panel: pipelines.panel,
    step: (name: string | RegExp) => pipelines.step(name),
    press: async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    },
  }
}
