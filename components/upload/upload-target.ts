import { checkUploadKey } from '@/lib/objects/check-upload-key'
import type { NamedFile } from './named-file'

export type UploadTarget = { workspace: string; storage: string /** Empty, or ends with `/`. */; prefix: string }

/** A file with the key that it gets. */
export type TargetedFile = { key: string; file: File }
export type RefusedFile = { path: string; reason: string }

/** Gives every file its key below the folder; names that cannot be keys, or would lead out of the folder, are refused. */
export function targetFiles(prefix: string, files: NamedFile[]) {
  const accepted: TargetedFile[] = []
  const refused: RefusedFile[] = []
  for (const { file, path } of files) {
    const reason = checkUploadKey(prefix, path)
    if (reason === null) accepted.push({ key: prefix + path, file })
    else refused.push({ path, reason })
  }
  return { accepted, refused }
}
