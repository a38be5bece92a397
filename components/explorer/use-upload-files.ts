'use client'

import { useCallback } from 'react'
import type { NamedFile } from '@/components/upload/named-file'
import { startUploads } from '@/components/upload/start-uploads'
import { useExplorer } from './explorer-context'

/** Uploads files into the folder on screen. */
export function useUploadFiles(): (files: NamedFile[]) => void {
  const { workspace, place } = useExplorer()
  const { storage, prefix } = place
  return useCallback((files) => void startUploads({ workspace, storage, prefix }, files), [workspace, storage, prefix])
}
