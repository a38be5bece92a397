import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { GridSource } from '@/lib/previews/grid-source'
import { DataGrid } from './data-grid'

const HEIGHT = 44 + 10 * 28

beforeAll(() => {
  // The test's browser lays nothing out: the grid is told a size.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT)
})

afterEach(cleanup)

function numbers(rowCount: number, columnCount: number) {
  const wanted: Parameters<GridSource['want']>[0][] = []
  const columns = Array.from({ length: columnCount }, (_, i) => ({
    name: `c${i}`,
    type: 'int64',
    kind: 'number' as const,
  }))
  const source: GridSource = {
    columns,
    rowCount,
    complete: true,
    absent: 'null',
    version: 0,
    cell: (row, column) => (column === 1 ? { text: null } : { text: `${row}/${column}` }),
    want: (window) => wanted.push(window),
    fullText: async (row, column) => `${row}/${column}`,
    subscribe: () => () => undefined,
  }
  return { source, wanted }
}

interface ProbeProps {
  source: GridSource
  row?: number
  onOpen?: () => void
}

function Probe({ source, row = 0, onOpen = () => undefined }: ProbeProps) {
  const [active, setActive] = useState({ row, column: 0 })
  return <DataGrid label="Numbers" {...{ source, active, onOpen }} onActive={setActive} onCopy={() => undefined} />
}

const selected = () => screen.getByRole('gridcell', { selected: true }).textContent

describe('DataGrid', () => {
  it('draws a few of twenty million rows and says how many there are', () => {
    const { source, wanted } = numbers(20_000_000, 1000)
    render(<Probe source={source} />)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('20000001')
    expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('1001')
    expect(screen.getAllByRole('row').length).toBeLessThan(15)
    expect(screen.getAllByRole('columnheader').length).toBeLessThan(15)
    expect(wanted.at(-1)).toMatchObject({ rowStart: 0, columnStart: 0 })
  })

  it('goes by keyboard to the last cell of all, and asks for what is there', async () => {
    const { source, wanted } = numbers(20_000_000, 3)
    render(<Probe source={source} />)
    screen.getByRole('grid').focus()
    await userEvent.keyboard('{Control>}{End}{/Control}')
    expect(selected()).toBe('19999999/2')
    expect(wanted.at(-1)?.rowEnd).toBe(20_000_000)
    await userEvent.keyboard('{ArrowUp}{Home}')
    expect(selected()).toBe('19999998/0')
  })

  it('starts at the row that was asked for before there was a grid', () => {
    const { source, wanted } = numbers(1_000_000, 3)
    render(<Probe source={source} row={499_999} />)
    expect(selected()).toBe('499999/0')
    expect(wanted.at(-1)?.rowStart).toBeGreaterThan(499_900)
  })

  it('tells null from text', () => {
    render(<Probe source={numbers(1, 2).source} />)
    expect(screen.getByText('null').className).toContain('italic')
    expect(screen.getByText('0/0').className).not.toContain('italic')
  })

  it('opens the chosen cell with Enter', async () => {
    const onOpen = vi.fn()
    render(<Probe source={numbers(5, 2).source} onOpen={onOpen} />)
    screen.getByRole('grid').focus()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(onOpen).toHaveBeenCalledWith({ row: 1, column: 0 })
  })
})
