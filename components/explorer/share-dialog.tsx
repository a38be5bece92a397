'use client'

import { ShareFileDialog } from '@/components/share-links/share-file-dialog'
import { useExplorer } from './explorer-context'

/** Shares a file of the storage that is open. */
export function ShareDialog({ fileKey, onClose }: { fileKey: string; onClose: () => void }) {
  const { workspace, place } = useExplorer()
  return <ShareFileDialog place={{ workspace, storage: place.storage, fileKey }} onClose={onClose} />
}
