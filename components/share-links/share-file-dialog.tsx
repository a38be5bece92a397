'use client'

import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { visibleName } from '@/components/ui/visible-name'
import { FileLinks } from './file-links'
import { MadeLink } from './made-link'
import { type MadeLink as Made, type SharedPlace, ShareForm } from './share-form'

type ShareFileDialogProps = { place: SharedPlace; onClose: () => void }

/** Makes links to a file for people without an account, and shows those that there are. */
export function ShareFileDialog({ place, onClose }: ShareFileDialogProps) {
  const [made, setMade] = useState<Made | null>(null)
  const name = place.fileKey.split('/').at(-1) ?? ''
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Share "${visibleName(name)}"`}
      description={made ? undefined : 'Makes a link under which others download this file without an account.'}
    >
      {made ? <MadeLink made={made} onAnother={() => setMade(null)} /> : <ShareForm place={place} onMade={setMade} />}
      <FileLinks place={place} />
    </Dialog>
  )
}
