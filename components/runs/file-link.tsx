import Link from 'next/link'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { explorerHref, placeOfKey } from '@/lib/objects/explorer-path'

type FileLinkProps = { workspace: string; file: { storage: string; key: string; filename: string } }

/** A file by its name, leading to where it lies. */
export function FileLink({ workspace, file }: FileLinkProps) {
  return (
    <Link
      href={explorerHref(workspace, placeOfKey(file.storage, file.key))}
      className="inline-block max-w-full text-accent hover:underline"
    >
      <MiddleTruncate name={file.filename} />
    </Link>
  )
}
