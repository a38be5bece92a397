import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { PublicSwitch } from './public-switch'

afterEach(cleanup)

it('says what being closed means, without a warning', () => {
  render(<PublicSwitch checked={false} onChange={() => undefined} />)
  expect(screen.getByText(/can read and write a file whose path they know/)).toBeTruthy()
  expect(screen.queryByText(/delete every file/)).toBeNull()
})

it('warns of what being public means', () => {
  render(<PublicSwitch checked onChange={() => undefined} />)
  expect(screen.getByText(/Every user of this workspace can list, read, change and delete every file/)).toBeTruthy()
})
