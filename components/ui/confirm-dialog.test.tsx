import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { afterEach, expect, it, vi } from 'vitest'
import { ConfirmDialog } from './confirm-dialog'

afterEach(cleanup)

function open(props: { typeToConfirm?: string; pending?: boolean; error?: unknown }) {
  const onConfirm = vi.fn()
  render(
    <Tooltip.Provider>
      <ConfirmDialog
        open
        onOpenChange={() => {}}
        title="Delete 3 files?"
        description="They are removed for good."
        confirmLabel="Delete 3 files"
        onConfirm={onConfirm}
        {...props}
      />
    </Tooltip.Provider>,
  )
  return onConfirm
}

it('confirms only once the count is typed', async () => {
  const onConfirm = open({ typeToConfirm: '3' })
  await userEvent.type(screen.getByLabelText(/to confirm/), '4{Enter}')
  expect(onConfirm).not.toHaveBeenCalled()
  await userEvent.type(screen.getByLabelText(/to confirm/), '{Backspace}3{Enter}')
  expect(onConfirm).toHaveBeenCalledTimes(1)
})

it('does not put the focus on the button that destroys', () => {
  open({})
  expect(document.activeElement?.textContent).not.toBe('Delete 3 files')
})

it('shows a failure where the question is', () => {
  open({ error: new Error('refused') })
  expect(screen.getByRole('alert')).toBeTruthy()
})
