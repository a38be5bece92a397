import { cleanup, screen } from '@testing-library/react'
import { act } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, it, vi } from 'vitest'
import { RelativeTime } from './relative-time'

afterEach(cleanup)

it('writes the day on the server and refines it in the browser without a mismatch', async () => {
  const element = <RelativeTime date={new Date(Date.now() - 3 * 3_600_000)} />
  const host = document.body.appendChild(document.createElement('div'))
  host.innerHTML = renderToString(element)
  expect(host.textContent).toMatch(/^\d{1,2} \w{3} \d{4}$/)

  const mismatch = vi.fn()
  await act(async () => hydrateRoot(host, element, { onRecoverableError: mismatch }))
  expect(mismatch).not.toHaveBeenCalled()
  expect(screen.getByText('3 h ago').title).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:]{8}Z$/)
})
