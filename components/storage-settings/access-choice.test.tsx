import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { AccessChoice } from './access-choice'

afterEach(cleanup)

it('says what each way means, without a warning', () => {
  render(<AccessChoice mode="resource" differs={false} onChange={() => undefined} />)
  expect(screen.getByText(/can read and write a file whose path they know/)).toBeTruthy()
  expect(screen.queryByText(/delete every file/)).toBeNull()
})

it('warns of what being public means', () => {
  render(<AccessChoice mode="public" differs={false} onChange={() => undefined} />)
  expect(screen.getByText(/Every user of this workspace can list, read, change and delete every file/)).toBeTruthy()
})

it('tells rules that were changed from the default ones', () => {
  render(<AccessChoice mode="rules" differs onChange={() => undefined} />)
  expect(screen.getByRole('radio', { name: /^Advanced rules/, checked: true })).toBeTruthy()
  expect(screen.getByText('differ from the default')).toBeTruthy()
})
