'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { guardUnload } from '@/components/ui/guard-unload'
import { sendUpload } from '@/components/upload/send-upload'
import { createUploadManager } from '@/components/upload/upload-manager'
import { isUnfinished, type UploadQueue } from '@/components/upload/upload-queue'
import { type FileValue, toFileValue, uploadKey } from './file-value'
import { useFormPlace } from './form-place'

/** The uploads of one file argument. Each file that has arrived is told once, as the value that stands for it. */
export function useFileUploads(onFile: (value: FileValue) => void) {
  const { workspace, onUploading } = useFormPlace()
  const [manager] = useState(createManager)
  const { queue } = useSyncExternalStore(manager.subscribe, manager.read, manager.read)
  const running = queue.some(isUnfinished)
  useArrived(queue, onFile)

  useEffect(() => {
    if (!running) return
    onUploading(1)
    return () => onUploading(-1)
  }, [running, onUploading])
  // Whoever leaves the form has no use for what is still under way.
  useEffect(() => () => manager.cancelAll(), [manager])

  return {
    /** What is under way or has failed. */
    pending: queue.filter(({ status }) => status !== 'done' && status !== 'cancelled'),
    running,
    cancel: manager.cancel,
    retry: manager.retry,
    cancelAll: manager.cancelAll,
    start(files: File[], storage: string) {
      const key = ({ name }: File) => uploadKey(name, Date.now(), Math.random())
      manager.add(files.map((file) => ({ workspace, storage, key: key(file), file, overwrite: false })))
    },
  }
}

function useArrived(queue: UploadQueue, onFile: (value: FileValue) => void) {
  const told = useRef(new Set<string>())
  const latest = useRef(onFile)
  useEffect(() => {
    latest.current = onFile
  })
  useEffect(() => {
    for (const { status, key, storage, file } of queue) {
      if (status !== 'done' || told.current.has(key)) continue
      told.current.add(key)
      latest.current(toFileValue(storage, key, file.name))
    }
  }, [queue])
}

function createManager() {
  let release: (() => void) | null = null
  return createUploadManager({
    send: sendUpload,
    now: () => performance.now(),
    later: (work, ms) => setTimeout(work, ms),
    onStored: () => undefined,
    onRunning(running) {
      if (running) release ??= guardUnload()
      else {
        release?.()
        release = null
      }
    },
  })
}
