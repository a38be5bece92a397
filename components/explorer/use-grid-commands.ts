'use client'

import { useCallback, useEffect, useRef } from 'react'
import { parentPrefix } from '@/lib/objects/explorer-path'
import type { Row } from '@/lib/objects/level-rows'
import { useExplorer } from './explorer-context'
import type { GridCommand } from './grid-keys'
import type { ListState } from './use-list-state'
import { recallLevel, rememberLevel } from './visited-levels'

// Holding an arrow key passes many files: only the one where it stops is worth loading.
const WALK_PAUSE_MS = 120

type RunCommand = (command: GridCommand) => void

/** Identifies a level among those visited. */
export function levelId({ storage, prefix }: { storage: string; prefix: string }): string {
  return JSON.stringify([storage, prefix])
}

/** Opens a row: a folder as the level, a file beside the list. */
export function useOpenRow() {
  const { go } = useExplorer()
  return (row: Row, { full = false } = {}) => {
    if (row.kind === 'folder') go({ prefix: row.key, search: '', file: null, full: false })
    else go({ file: row.key, full })
  }
}

/** Goes to the folder above, with the one that was left as its active row. */
export function useGoUp() {
  const { place, go } = useExplorer()
  const { storage, prefix } = place
  return useCallback(() => {
    if (prefix === '') return
    const parent = { storage, prefix: parentPrefix(prefix) }
    rememberLevel(levelId(parent), { ...recallLevel(levelId(parent)), active: prefix })
    go({ prefix: parent.prefix, search: '', file: null, full: false })
  }, [storage, prefix, go])
}

/** Closes the open file, with it as the active row of a list that comes in its place. */
export function useCloseFile() {
  const { place, go } = useExplorer()
  return () => {
    const id = levelId(place)
    if (place.file !== null) rememberLevel(id, { ...recallLevel(id), active: place.file })
    go({ file: null, full: false })
  }
}

/** Does what keys ask of the list. */
export function useGridCommands(list: ListState, showRow: (index: number) => void): RunCommand {
  const { place } = useExplorer()
  const openRow = useOpenRow()
  const goUp = useGoUp()
  const closeFile = useCloseFile()
  const walk = useWalk()
  const { rows, activeIndex, selection, select } = list
  const active = rows[activeIndex]

  function move(index: number, extend: boolean) {
    const row = rows[index]
    if (!row) return
    if (extend && selection.anchor === null && active) select({ type: 'toggle', key: active.key })
    if (extend) select({ type: 'range', key: row.key, rows })
    list.setActiveKey(row.key)
    showRow(index)
    if (!extend) walk(row)
  }

  function open() {
    if (active) openRow(active, { full: place.file === active.key })
  }

  function stepBack() {
    if (selection.keys.size > 0) select({ type: 'clear' })
    else if (place.file !== null) closeFile()
  }

  return (command) => {
    if (command.type === 'move') return move(command.index, command.extend)
    if (command.type === 'open') return open()
    if (command.type === 'up') return goUp()
    if (command.type === 'toggle') return active && select({ type: 'toggle', key: active.key })
    if (command.type === 'all') return select({ type: 'all', rows })
    return stepBack()
  }
}

/** While a file is open, the panel follows the active row. */
function useWalk() {
  const { place, go } = useExplorer()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (row: Row) => {
    clearTimeout(timer.current)
    if (place.file === null || row.kind !== 'file') return
    timer.current = setTimeout(() => go({ file: row.key }, { replace: true }), WALK_PAUSE_MS)
  }
}
