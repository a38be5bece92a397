'use client'

import { guardUnload } from '@/components/ui/guard-unload'
import { runAction } from '@/lib/actions/run-action'
import { findExistingKeysAction } from '@/lib/objects/actions'
import { keyBatches } from '@/lib/objects/key-batches'
import { sendUpload } from './send-upload'
import { createUploadManager } from './upload-manager'
import type { UploadTarget } from './upload-target'

const storedListeners = new Set<(workspace: string) => void>()

/** The uploads of this tab: they go on while one moves through the application. */
export const uploads = createUploadManager({
  send: sendUpload,
  now: () => performance.now(),
  later: (work, ms) => setTimeout(work, ms),
  onStored: (workspace) => {
    for (const listener of storedListeners) listener(workspace)
  },
  onRunning: holdTab,
})

/** Hears of every file that arrived. */
export function onStored(listener: (workspace: string) => void) {
  storedListeners.add(listener)
  return () => void storedListeners.delete(listener)
}

/** Which of the keys exist already. Asked in batches, since one action carries a megabyte at most. */
export async function findExistingKeys({ workspace, storage }: UploadTarget, keys: string[]): Promise<string[]> {
  const existing: string[] = []
  for (const batch of keyBatches(keys))
    existing.push(...(await runAction(findExistingKeysAction(workspace, { storage, keys: batch }))))
  return existing
}

/** Whether leaving the page would cut something off. */
export function areUploadsRunning(): boolean {
  return release !== null
}

let release: (() => void) | null = null

function holdTab(running: boolean) {
  if (running) {
    release ??= guardUnload()
    return
  }
  release?.()
  release = null
}
