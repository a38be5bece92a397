'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { areUploadsRunning } from './uploads'

const never = () => () => undefined

/**
 * A page may reach the storages of the workspace that it was loaded for. Whoever came here from another page without loading this one
 * (from the sign-in, or another workspace) loads it once, unless that would cut uploads off.
 */
export function ReachStores({ needed }: { needed: boolean }) {
  const isHydrating = useSyncExternalStore(
    never,
    () => false,
    () => true,
  )
  const wasLoaded = useRef(isHydrating)
  useEffect(() => {
    if (needed && !wasLoaded.current && !areUploadsRunning()) window.location.reload()
  }, [needed])
  return null
}
