'use client'

import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { VisibleText } from '@/components/ui/visible-text'
import { collectDroppedFiles } from '@/components/upload/collect-dropped-files'
import { useExplorer } from './explorer-context'
import { storageTitle } from './storage-title'
import { useUploadFiles } from './use-upload-files'

/** Takes files and folders that are dropped or pasted, and says before where they will go. */
export function DropTarget({ children }: { children: ReactNode }) {
  const { mayChange } = useExplorer()
  const upload = useUploadFiles()
  const [over, setOver] = useState(false)
  // Every child reports its own entering and leaving.
  const depth = useRef(0)
  usePastedFiles((files) => mayChange && upload(files.map((file) => ({ file, path: file.name }))))

  function enter(event: DragEvent, step: 1 | -1) {
    if (!hasFiles(event)) return
    depth.current += step
    setOver(depth.current > 0)
  }

  function drop(event: DragEvent) {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth.current = 0
    setOver(false)
    if (!mayChange) return
    collectDroppedFiles(event.dataTransfer).then(upload, tellUnreadable)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has buttons beside it that do the same
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragEnter={(event) => enter(event, 1)}
      onDragLeave={(event) => enter(event, -1)}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over && <DropOverlay />}
    </div>
  )
}

function DropOverlay() {
  const { place, mayChange } = useExplorer()
  if (!mayChange) return <DropRefusal />
  return (
    <div className="pointer-events-none absolute inset-1.5 z-20 grid place-items-center rounded-lg border-2 border-accent border-dashed bg-accent-soft/90">
      <p className="flex max-w-[90%] items-center gap-2 font-medium">
        <Upload aria-hidden="true" className="size-4 shrink-0 text-accent" />
        <span className="truncate">
          Drop to upload into <VisibleText name={place.prefix || storageTitle(place.storage)} />
        </span>
      </p>
    </div>
  )
}

function DropRefusal() {
  return (
    <div className="pointer-events-none absolute inset-1.5 z-20 grid place-items-center rounded-lg border-2 border-line-strong border-dashed bg-sunken/90">
      <p className="font-medium">Operators read, and upload nothing</p>
    </div>
  )
}

function usePastedFiles(onFiles: (files: File[]) => void) {
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    function paste(event: ClipboardEvent) {
      const files = [...(event.clipboardData?.files ?? [])]
      const typing = event.target instanceof Element && event.target.closest('input,textarea,[role=dialog]')
      if (files.length === 0 || typing) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files')
}

function tellUnreadable() {
  toast.error('What was dropped could not be read', {
    description: 'A file or folder was moved or is not readable. Check it and drop it again.',
  })
}
