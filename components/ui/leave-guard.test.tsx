import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { Tooltip } from 'radix-ui'
import { afterEach, expect, it } from 'vitest'
import { leave } from './leave'
import { SaveBar } from './save-bar'

afterEach(cleanup)

function setUp(dirty: boolean) {
  const went: string[] = []
  const push = (href: string) => void went.push(href)
  const nothing = () => {}
  const router: AppRouterInstance = {
    push,
    replace: push,
    prefetch: nothing,
    refresh: nothing,
    back: nothing,
    forward: nothing,
    bfcacheId: '',
  }
  render(
    <AppRouterContext value={router}>
      <Tooltip.Provider>
        <a href="/elsewhere">Elsewhere</a>
        <SaveBar dirty={dirty} onSave={nothing} onDiscard={nothing} />
      </Tooltip.Provider>
    </AppRouterContext>,
  )
  return went
}

it('shows nothing and holds nobody while all is saved', () => {
  const went = setUp(false)
  leave(() => went.push('by key'))
  expect(went).toEqual(['by key'])
  expect(screen.queryByRole('button')).toBeNull()
})

it('asks before a link leaves unsaved changes, and stays when told so', async () => {
  const went = setUp(true)
  await userEvent.click(screen.getByRole('link'))
  await userEvent.click(screen.getByRole('button', { name: 'Stay here' }))
  expect(went).toEqual([])
})

it('goes where the link pointed once the changes are discarded', async () => {
  const went = setUp(true)
  await userEvent.click(screen.getByRole('link'))
  await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }))
  expect(went).toEqual(['/elsewhere'])
})

it('asks before a shortcut leaves, too', async () => {
  const went = setUp(true)
  leave(() => went.push('by key'))
  expect(await screen.findByText('Leave without saving?')).toBeTruthy()
  expect(went).toEqual([])
})
