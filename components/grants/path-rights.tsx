'use client'

import { accessWords } from '@/components/folders/folder-accesses'
import { Button } from '@/components/ui/button'
import type { FolderSummary } from '@/lib/folders/schema'
import { ownerOf } from '@/lib/resources/path'
import { SubjectName } from './grant-list'

type PathRightsProps = { path: string; folder: FolderSummary | null; onShare: () => void }

/** What the place of an item gives to whom. */
export function PathRights({ path, folder, onShare }: PathRightsProps) {
  const owner = ownerOf(path)
  const lines =
    owner?.kind === 'user'
      ? [{ subject: `u/${owner.name}`, words: 'Owner' }]
      : (folder?.grants ?? []).map(({ subject, access }) => ({ subject, words: accessWords[access] }))
  return (
    <section aria-labelledby="by-path" className="grid gap-2">
      <div className="flex items-start justify-between gap-2">
        <div>
          <h3 id="by-path" className="font-medium">
            {owner?.kind === 'user' ? `Because it lies in u/${owner.name}` : `Because it lies in f/${owner?.name}`}
          </h3>
          <p className="text-sm text-text-2">Admins of the workspace can always see and change it.</p>
        </div>
        {folder?.mayShare && (
          <Button size="sm" onClick={onShare}>
            Change the folder
          </Button>
        )}
      </div>
      {lines.length > 0 && (
        <ul className="divide-y rounded-md border bg-sunken px-3">
          {lines.map(({ subject, words }) => (
            <li key={subject} className="flex h-row items-center gap-2">
              <SubjectName subject={subject} />
              <span className="shrink-0 text-sm text-text-2">{words}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
