'use client'

import { CircleAlert } from 'lucide-react'
import Link from 'next/link'
import { scriptHref } from '@/components/scripts/script-href'
import type { Job } from './job'
import { failedLine, type ScriptLine } from './script-line'
import { TextBlock } from './scroll-block'

const MAX_CHARACTERS = 100_000

type ErrorBlockProps = { workspace: string; job: Job; name: string; message: string; stack: string }

/** What the script threw, with the line of its text where it did. */
export function ErrorBlock({ workspace, job, name, message, stack }: ErrorBlockProps) {
  const place = failedLine(`${stack}\n${message}`, job.raw_code)
  return (
    <div className="grid min-w-0 gap-2 rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5">
      <p className="flex items-start gap-2 [overflow-wrap:anywhere]">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
        <span className="whitespace-pre-wrap">
          <span className="font-semibold">{name}</span>
          {message && `: ${message.slice(0, MAX_CHARACTERS)}`}
        </span>
      </p>
      {place && <FailedLine workspace={workspace} job={job} place={place} />}
      {stack && <TextBlock label="Where it happened">{stack.slice(0, MAX_CHARACTERS)}</TextBlock>}
    </div>
  )
}

function FailedLine({ workspace, job, place }: { workspace: string; job: Job; place: ScriptLine }) {
  const label = `Line ${place.line} of the script`
  const version = job.script_hash ? `&version=${job.script_hash}` : ''
  return (
    <div className="grid min-w-0 gap-1 text-sm">
      {job.job_kind === 'script' && job.script_path ? (
        <Link
          href={`${scriptHref(workspace, job.script_path, 'edit')}?line=${place.line}${version}`}
          className="w-fit text-accent hover:underline"
        >
          {label}
        </Link>
      ) : (
        <span className="text-text-2">{label}</span>
      )}
      {place.text !== null && (
        <code className="overflow-x-auto whitespace-pre rounded-md border bg-panel px-3 py-1.5 font-mono">
          {place.text}
        </code>
      )}
    </div>
  )
}
