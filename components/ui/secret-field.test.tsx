import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { Field } from './field'
import { SecretField } from './secret-field'

afterEach(cleanup)

function Form({ isSet }: { isSet: boolean }) {
  const [value, setValue] = useState<string>()
  return (
    <Field label="Secret key">
      <SecretField isSet={isSet} endsIn="4f2a" value={value} onValueChange={setValue} />
      <p data-testid="sent">{value ?? 'kept'}</p>
    </Field>
  )
}

it('says that a secret is set without showing it, and keeps it unless replaced', () => {
  render(<Form isSet />)
  expect(screen.getByLabelText('Secret key').textContent).toBe('set, ends in 4f2a')
  expect(screen.getByTestId('sent').textContent).toBe('kept')
})

it('takes a new secret, and can go back to the stored one', async () => {
  render(<Form isSet />)
  await userEvent.click(screen.getByRole('button', { name: 'Replace' }))
  await userEvent.keyboard('new')
  expect(screen.getByTestId('sent').textContent).toBe('new')
  await userEvent.click(screen.getByRole('button', { name: 'Keep' }))
  expect(screen.getByTestId('sent').textContent).toBe('kept')
})

it('asks for a secret at once when there is none', async () => {
  render(<Form isSet={false} />)
  await userEvent.type(screen.getByLabelText('Secret key'), 'abc')
  expect(screen.getByTestId('sent').textContent).toBe('abc')
})
