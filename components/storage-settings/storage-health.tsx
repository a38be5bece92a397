import Link from 'next/link'
import { doctorHref } from '@/components/doctor/doctor-href'
import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Verdict } from '@/lib/doctor/report'
import type { DoctorSummary } from '@/lib/doctor/schema'

type StorageHealthProps = { workspace: string; path: string; summary: DoctorSummary | undefined }

const WORDS: Record<Verdict, { tone: 'ok' | 'warn' | 'bad'; label: string }> = {
  works: { tone: 'ok', label: 'Works' },
  limited: { tone: 'warn', label: 'Works in part' },
  broken: { tone: 'bad', label: 'Does not work' },
}

/** How the linked resource stood when the doctor last looked, and the way to it. */
export function StorageHealth({ workspace, path, summary }: StorageHealthProps) {
  if (path === '') return null
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-text-2">
      {summary ? (
        <>
          <Badge tone={WORDS[summary.verdict].tone}>{WORDS[summary.verdict].label}</Badge>
          <span>
            {summary.isOutdated ? 'Changed since the doctor looked' : 'The doctor looked'}{' '}
            <RelativeTime date={summary.finishedAt} />.
          </span>
        </>
      ) : (
        <span>The doctor has not looked here yet.</span>
      )}
      <Link href={doctorHref(workspace, path)} className="font-medium text-accent hover:underline">
        Open the doctor
      </Link>
    </p>
  )
}
