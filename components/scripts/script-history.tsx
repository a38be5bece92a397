import { RotateCcw } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ScriptHistory as History } from '@/lib/scripts/schema'
import { diffLines } from './diff-lines'
import { ScriptDiff } from './script-diff'
import { scriptHref } from './script-href'

type Version = { hash: string; content: string }

type ScriptHistoryProps = {
  workspace: string
  path: string
  /** The newest first. */
  versions: History
  shown: Version
  /** The version that it took the place of; null for the first one. */
  before: Version | null
  /** False for whoever may only look. */
  mayRestore: boolean
}

/** The versions of a script, and what one of them changed. */
export function ScriptHistory({ workspace, path, versions, shown, before, mayRestore }: ScriptHistoryProps) {
  const newest = versions[0]?.script_hash === shown.hash
  return (
    <>
      <PageHeader
        title={`History of ${path}`}
        actions={
          <>
            <Button asChild>
              <Link href={scriptHref(workspace, path)}>Back to the script</Link>
            </Button>
            {mayRestore && !newest && (
              <Button asChild>
                <Link href={`${scriptHref(workspace, path, 'edit')}?version=${shown.hash}`}>
                  <RotateCcw aria-hidden="true" />
                  Edit from this version
                </Link>
              </Button>
            )}
          </>
        }
      />
      <div className="grid flex-1 content-start gap-6 px-6 py-5 max-md:px-gutter lg:grid-cols-[260px_minmax(0,1fr)]">
        <nav aria-label="Versions">
          <ol className="grid gap-0.5">
            {versions.map(({ script_hash: hash, created_at: at, created_by: by, deployment_msg: message }) => (
              <li key={hash}>
                <Link
                  href={`${scriptHref(workspace, path, 'history')}?version=${hash}`}
                  aria-current={hash === shown.hash ? 'true' : undefined}
                  className={cn(
                    'grid rounded-md px-2.5 py-1.5 hover:bg-hover',
                    hash === shown.hash && 'bg-accent-soft hover:bg-accent-soft',
                  )}
                >
                  <span className="font-medium">
                    <RelativeTime date={at} />
                  </span>
                  <span className="text-sm text-text-2">
                    by {by} <span className="font-mono text-xs">{hash.slice(0, 8)}</span>
                  </span>
                  {message && <span className="text-sm text-text-2 [overflow-wrap:anywhere]">{message}</span>}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <ScriptDiff parts={diffLines(before?.content ?? '', shown.content)} first={before === null} />
      </div>
    </>
  )
}
