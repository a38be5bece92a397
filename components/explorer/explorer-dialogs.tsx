'use client'

import type { ExplorerDialog } from './explorer-context'

export function ExplorerDialogs(_: { dialog: ExplorerDialog | null; onClose: () => void }) {
  return null
}
