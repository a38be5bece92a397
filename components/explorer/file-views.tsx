'use client'

import { FileDetails } from './file-details'
import type { Metadata } from '@/lib/objects/schema'

/** The preview of a file and its details. */
export function FileViews({ fileKey, metadata }: { fileKey: string; metadata: Metadata }) {
  return <FileDetails fileKey={fileKey} metadata={metadata} />
}
