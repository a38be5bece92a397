import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { useKeySequences } from './use-key-sequences'

afterEach(cleanup)

function Bound({ names, onRun }: { names: string[]; onRun: (name: string) => void }) {
  useKeySequences(Object.fromEntries(names.map((name) => [name, () => onRun(name)])))
  return null
}

function setUp(keys: string[], others: string[] = []) {
  const ran: string[] = []
  const onRun = (name: string) => void ran.push(name)
  const view = render(
    <>
      <Bound names={keys} onRun={onRun} />
      <Bound names={others} onRun={onRun} />
      <input aria-label="Name" />
      <input type="checkbox" aria-label="Select" />
      <div role="dialog">
        <button type="button">Inside</button>
      </div>
    </>,
  )
  return { ran, view, user: userEvent.setup() }
}

it('runs a sequence of two keys', async () => {
  const { ran, user } = setUp(['g e', 'g r'])
  await user.keyboard('gr')
  expect(ran).toEqual(['g r'])
})

it('does not press the second key of a sequence for another part of the screen', async () => {
  const { ran, user } = setUp(['g r'], ['r', 'x'])
  await user.keyboard('grgxr')
  expect(ran).toEqual(['g r', 'r'])
})

it('ignores typing in a field but not a chord with Ctrl', async () => {
  const { ran, user } = setUp(['g e', '?', 'mod+k'])
  await user.click(screen.getByRole('textbox'))
  await user.keyboard('ge?{Control>}k{/Control}')
  expect(ran).toEqual(['mod+k'])
})

it('works from a checkbox, where nothing is typed', async () => {
  const { ran, user } = setUp(['?'])
  await user.click(screen.getByRole('checkbox'))
  await user.keyboard('?')
  expect(ran).toEqual(['?'])
})

it('leaves an open dialog alone', async () => {
  const { ran, user } = setUp(['?', 'mod+k'])
  await user.click(screen.getByRole('button'))
  await user.keyboard('?{Control>}k{/Control}')
  expect(ran).toEqual([])
})

it('stops when the component goes', async () => {
  const { ran, view, user } = setUp(['?'])
  view.unmount()
  await user.keyboard('?')
  expect(ran).toEqual([])
})
