'use client'

import { createContext, useContext } from 'react'
import type { ExplorerPlace } from '@/lib/objects/explorer-path'
import type { Row } from '@/lib/objects/level-rows'
import type { Go } from './use-explorer-place'

/** A question or form on top of the list, and what it is about. */
export type ExplorerDialog =
  | { kind: 'new-folder' }
  | { kind: 'rename'; row: Row }
  | { kind: 'copy'; rows: Row[] }
  | { kind: 'move'; rows: Row[] }
  | { kind: 'delete'; rows: Row[] }
  | { kind: 'share'; fileKey: string }

export type Explorer = {
  workspace: string
  /** Names of the workspace's storages, the primary one first. */
  storages: string[]
  /** Whether the person administers the workspace. */
  isAdmin: boolean
  /** False for operators, who browse and change nothing. */
  mayChange: boolean
  place: ExplorerPlace
  go: Go
  ask: (dialog: ExplorerDialog) => void
}

export const ExplorerContext = createContext<Explorer | null>(null)

/** The explorer that a component is part of. */
export function useExplorer(): Explorer {
  const explorer = useContext(ExplorerContext)
  if (!explorer) throw new Error('useExplorer is called outside of <Explorer>')
  return explorer
}
