'use client'

import { useEffect, useMemo, useReducer, useState } from 'react'
import type { Row } from '@/lib/objects/level-rows'
import { nothingSelected, reduceSelection } from './selection'

export type ListState = ReturnType<typeof useListState>

/** Which row the keyboard is at and which rows are selected, among the rows of one level. */
export function useListState(rows: Row[], initialActive: string | null) {
  const [activeKey, setActiveKey] = useState(initialActive)
  const [selection, select] = useReducer(reduceSelection, nothingSelected)
  useEffect(() => select({ type: 'keep', rows }), [rows])
  const activeIndex = useMemo(() => rows.findIndex((row) => row.key === activeKey), [rows, activeKey])
  const selectedRows = useMemo(
    () => (selection.keys.size === 0 ? [] : rows.filter((row) => selection.keys.has(row.key))),
    [rows, selection.keys],
  )
  return { rows, activeKey, activeIndex, setActiveKey, selection, select, selectedRows }
}
