import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CostlyRead } from '@/lib/previews/parquet/costly-read'
import type { ParquetHandlers } from '@/lib/previews/parquet/parquet-handlers'
import { serveCalls } from '@/lib/previews/worker-calls'
import { ParquetPreview } from './parquet-preview'

const NEEDED_BYTES = 300_000_000
const stats = { bytes: 0, requests: 0, milliseconds: 0 }

/** A file of which every row costs more than is read without asking. */
const costly: ParquetHandlers = {
  open: async () => ({
    summary: {
      rowCount: 2,
      groupCount: 1,
      columns: [{ name: 'town', type: 'string', kind: 'text' }],
      schema: [],
      createdBy: null,
      metadata: [],
      footerBytes: 100,
    },
    stats,
  }),
  read: async ({ maxBytes = 0 }) => {
    if (maxBytes < NEEDED_BYTES) throw new CostlyRead(NEEDED_BYTES)
    return { columns: [{ values: ['Aarhus', 'Odense'] }], stats: { ...stats, bytes: NEEDED_BYTES } }
  },
  cell: async () => ({ text: '', stats }),
  groups: () => [],
}

/** A worker's protocol without a thread of its own. */
class SameThreadWorker extends EventTarget {
  private readonly inside = new EventTarget()

  constructor() {
    super()
    serveCalls(
      {
        postMessage: (data) => this.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) })),
        addEventListener: (type, listener) =>
          this.inside.addEventListener(type, (event) => event instanceof MessageEvent && listener(event)),
      },
      costly,
    )
  }

  postMessage(data: unknown) {
    this.inside.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }))
  }

  terminate() {}
}

beforeEach(() => {
  vi.stubGlobal('Worker', SameThreadWorker)
  // The test's browser lays nothing out: the grid is told a size.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(300)
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('asks before it reads hundreds of megabytes, and reads them when told to', async () => {
  const file = {
    key: 'big.parquet',
    name: 'big.parquet',
    size: 900_000_000,
    etag: 'a',
    contentType: null,
    url: '/big',
    inlineUrl: '/big',
  }
  render(<ParquetPreview file={file} fullScreen={false} label="a Parquet file" head={new Uint8Array(0)} />)
  const read = await screen.findByRole('button', { name: 'Read 300 MB' })
  expect(screen.getByRole('note').textContent).toContain('To show these rows 300 MB must be read')
  expect(screen.queryByText('Odense')).toBeNull()
  await userEvent.click(read)
  expect(await screen.findByText('Odense')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Read 300 MB' })).toBeNull()
  expect(screen.getByText(/300 MB of 900 MB/)).toBeTruthy()
})
