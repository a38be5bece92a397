'use client'

import { toast } from 'sonner'
import { describeError } from '@/components/ui/describe-error'
import { visibleName } from '@/components/ui/visible-name'
import type { NamedFile } from './named-file'
import { prepareUploads } from './prepare-uploads'
import { uploadDesk } from './upload-desk-store'
import { type RefusedFile, targetFiles, type UploadTarget } from './upload-target'
import { findExistingKeys, uploads } from './uploads'

/** Uploads chosen files into a folder, after asking about names that are taken. */
export async function startUploads(target: UploadTarget, files: NamedFile[]): Promise<void> {
  const { accepted, refused } = targetFiles(target.prefix, files)
  if (refused.length > 0) tellRefused(refused)
  if (accepted.length === 0) return
  uploadDesk.change({ checking: uploadDesk.read().checking + accepted.length })
  const effects = { findExisting: (keys: string[]) => findExistingKeys(target, keys), ask: uploadDesk.ask }
  const prepared = await prepareUploads(target, accepted, effects).catch(tellFailure)
  uploadDesk.change({ checking: uploadDesk.read().checking - accepted.length })
  if (prepared && prepared.length > 0) uploads.add(prepared)
}

function tellRefused(refused: RefusedFile[]) {
  const [first] = refused
  const rest = refused.length > 1 ? ` And ${refused.length - 1} more.` : ''
  toast.error(refused.length === 1 ? 'A file was not uploaded' : `${refused.length} files were not uploaded`, {
    description: `${visibleName(first?.path ?? '')}: ${first?.reason}.${rest}`,
    duration: 12_000,
  })
}

function tellFailure(error: unknown): null {
  toast.error('The upload did not start', { description: describeError(error).message, duration: 12_000 })
  return null
}
