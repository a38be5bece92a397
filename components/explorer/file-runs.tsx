'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { fileUseQueries } from '@/components/runs/file-use-queries'
import { runHref } from '@/components/runs/run-href'
import { RelativeTime } from '@/components/ui/relative-time'

const words = { read: 'Read', write: 'Written', delete: 'Deleted' } as const

/** The runs that used a file, with links; nothing where none did that the person may see. */
export function FileRuns({ workspace, storage, fileKey }: { workspace: string; storage: string; fileKey: string }) {
  const { data = [] } = useQuery(fileUseQueries.ofFile(workspace, { storage, key: fileKey }))
  if (data.length === 0) return null
  return (
    <section aria-label="Runs" className="grid gap-1 border-t px-gutter py-3">
      <h3 className="mb-1 font-semibold">Runs</h3>
      <ul className="grid gap-1 text-sm">
        {data.map(({ job, access, script_path: script, last_at: at }) => (
          <li key={`${job} ${access}`}>
            {words[access]} by{' '}
            <Link href={runHref(workspace, job)} className="text-accent hover:underline">
              {script ?? 'a text that was not saved'}
            </Link>
            , <RelativeTime date={at} />
          </li>
        ))}
      </ul>
    </section>
  )
}
