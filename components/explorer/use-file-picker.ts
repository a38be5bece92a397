'use client'

import { useMemo } from 'react'
import type { NamedFile } from '@/components/upload/named-file'
import { useUploadFiles } from './use-upload-files'

/** Opens the browser's own window to choose files or a folder for this place. */
export function useFilePicker() {
  const upload = useUploadFiles()
  return useMemo(() => ({ files: () => pick(upload, false), folder: () => pick(upload, true) }), [upload])
}

function pick(upload: (files: NamedFile[]) => void, folder: boolean) {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.webkitdirectory = folder
  input.onchange = () => upload([...(input.files ?? [])].map((file) => ({ file, path: pathOf(file) })))
  input.click()
}

/** Relative to what was chosen: with its folders when a folder was. */
function pathOf(file: File): string {
  return file.webkitRelativePath || file.name
}
