import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { ExplorerContext } from './explorer-context'
import { LookingOn } from './looking-on'
import { useLevel } from './use-level'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const place = { storage: '_default_', prefix: '', search: '', file: null, full: false }

function Probe() {
  const level = useLevel('lab', { storage: '_default_', prefix: '', search: '' }, null)
  if (level.query.isPending) return null
  if (level.rows.length > 0 || !level.query.hasNextPage) return <p>{`${level.rows.length} rows`}</p>
  return <LookingOn level={level} />
}

/** Draws a level whose pages come one after the other; a number is a failing status. */
function draw(pages: (string[] | number | 'waits')[]) {
  const asked: AbortSignal[] = []
  vi.stubGlobal('fetch', async (_url: string, { signal }: { signal: AbortSignal }) => {
    const page = pages[asked.length]
    asked.push(signal)
    if (page === undefined || page === 'waits') return new Promise(() => undefined)
    return typeof page === 'number'
      ? new Response('Error: the store is away', { status: page })
      : answer(page, asked.length < pages.length)
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const explorer = {
    workspace: 'lab',
    storages: ['_default_'],
    isAdmin: false,
    mayChange: true,
    place,
    go() {},
    ask() {},
  }
  const drawn = render(
    <QueryClientProvider client={client}>
      <ExplorerContext value={explorer}>
        <Probe />
      </ExplorerContext>
    </QueryClientProvider>,
  )
  return { asked, ...drawn }
}

function answer(names: string[], more: boolean): Response {
  const last_modified = '2026-01-01T00:00:00Z'
  const files = names.map((name) => ({ key: name, name, size: 1, last_modified, etag: null }))
  return Response.json({ folders: [], files, next_page_token: more ? 'on' : null, restricted_access: false })
}

it('goes on by itself until something shows', async () => {
  const { asked } = draw([[], [], ['a.txt'], []])
  expect(await screen.findByText('1 rows')).toBeTruthy()
  expect(asked).toHaveLength(3)
})

it('ends where the folder ends', async () => {
  draw([[], []])
  expect(await screen.findByText('0 rows')).toBeTruthy()
})

it('does not ask on when the server fails: it says so, and a person retries', async () => {
  const { asked } = draw([[], 500, ['a.txt']])
  await userEvent.click(await screen.findByRole('button', { name: 'Retry' }))
  expect(await screen.findByText('1 rows')).toBeTruthy()
  expect(asked).toHaveLength(3)
})

it('stops when told to', async () => {
  const { asked } = draw([[], 'waits'])
  await waitFor(() => expect(asked).toHaveLength(2))
  await userEvent.click(screen.getByRole('button', { name: 'Stop looking' }))
  expect(screen.getByText('Nothing found so far')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Keep looking' })).toBeTruthy()
})

it('gives up its question when the person leaves', async () => {
  const { asked, unmount } = draw([[], 'waits'])
  await waitFor(() => expect(asked).toHaveLength(2))
  unmount()
  await waitFor(() => expect(asked[1]?.aborted).toBe(true))
})
