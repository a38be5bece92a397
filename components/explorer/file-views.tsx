'use client'

import type { Metadata } from '@/lib/objects/schema'
import { FileDetails } from './file-details'

/** The preview of a file and its details. */
export function FileViews({ fileKey, metadata }: { fileKey: string; metadata: Metadata }) {
  return <FileDetails fileKey={fileKey} metadata={metadata} />
}
