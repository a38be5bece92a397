'use client'

import { useQuery } from '@tanstack/react-query'
import { MAX_LISTED, type RunFileUse } from '@/lib/run-files/schema'
import { describeBytes } from './describe-bytes'
import { FileLink } from './file-link'
import { fileUseQueries } from './file-use-queries'

const titles = { read: 'Files read', write: 'Files written', delete: 'Files deleted' } as const

/** The files that a run was seen to use, with links; nothing where it used none. `ended`: none will come any more. */
export function RunFiles({ workspace, id, ended }: { workspace: string; id: string; ended: boolean }) {
  const { data = [] } = useQuery(fileUseQueries.ofRun(workspace, id, ended))
  return (
    <>
      {(['read', 'write', 'delete'] as const).map((access) => (
        <Uses
          key={access}
          title={titles[access]}
          uses={data.filter((use) => use.access === access)}
          {...{ workspace }}
        />
      ))}
      {data.length === MAX_LISTED && (
        <p className="text-sm text-text-2">
          It used more files: the first {MAX_LISTED.toLocaleString('en')} are listed.
        </p>
      )}
    </>
  )
}

function Uses({ workspace, title, uses }: { workspace: string; title: string; uses: RunFileUse[] }) {
  if (uses.length === 0) return null
  return (
    <section aria-label={title} className="grid min-w-0 gap-1">
      <h2 className="font-semibold text-md">{title}</h2>
      <ul className="grid gap-1">
        {uses.map(({ storage, s3, access, ...counted }) => (
          <li key={`${storage}/${s3}`} className="flex min-w-0 flex-wrap items-baseline gap-x-3">
            {access === 'delete' ? s3 : <FileLink workspace={workspace} file={{ storage, key: s3, filename: s3 }} />}
            {access !== 'delete' && <span className="text-sm text-text-2">{describeBytes(counted)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
