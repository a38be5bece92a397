'use client'

import type { NamedFile } from '@/components/upload/named-file'

export function useUploadFiles(): (files: NamedFile[]) => void {
  return () => {}
}
