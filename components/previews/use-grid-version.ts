'use client'

import { useCallback, useSyncExternalStore } from 'react'
import type { GridSource } from '@/lib/previews/grid-source'

/** Draws again when the source has something new. */
export function useGridVersion(source: GridSource): number {
  const version = useCallback(() => source.version, [source])
  return useSyncExternalStore(source.subscribe, version, version)
}
