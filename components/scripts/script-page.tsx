'use client'

import { Archive, History, Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { RowMenu } from '@/components/resources/row-menu'
import { LastRuns } from '@/components/runs/last-runs'
import { PageHeader } from '@/components/shell/page-header'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ScriptTriggers } from '@/components/webhooks/script-triggers'
import type { WireScript } from '@/lib/scripts/schema'
import type { WebhookSummary } from '@/lib/webhooks/schema'
import { RemoveScriptDialog } from './remove-script-dialog'
import { RunScript } from './run-script'
import { describeRunning } from './running/describe-running'
import { RunningFacts } from './running/running-facts'
import { scriptHref } from './script-href'
import type { ScriptSurroundings } from './script-surroundings'

type ScriptPageProps = ScriptSurroundings & {
  workspace: string
  script: WireScript
  /** Why the person may not change it, or null. */
  lock: string | null
  /** Those that the person may revoke. */
  webhooks: WebhookSummary[]
  /** A run whose inputs the form begins with. */
  from: string | null
}

/** A script to run: its form, and the runs before. */
export function ScriptPage({ workspace, script, lock, from, webhooks, ...surroundings }: ScriptPageProps) {
  const [removing, setRemoving] = useState<'archive' | 'delete' | null>(null)
  const { path, summary, description, archived } = script
  return (
    <>
      <PageHeader
        title={path}
        actions={
          <>
            <Button asChild>
              <Link href={scriptHref(workspace, path, 'history')}>
                <History aria-hidden="true" />
                <span className="max-md:sr-only">History</span>
              </Link>
            </Button>
            <Button asChild>
              <Link href={scriptHref(workspace, path, 'edit')}>
                <Pencil aria-hidden="true" />
                {lock ? 'Code' : 'Edit'}
              </Link>
            </Button>
            {!lock && (
              <RowMenu
                label="More actions"
                entries={[
                  ...(archived
                    ? []
                    : [{ label: 'Archive', icon: <Archive />, onSelect: () => setRemoving('archive') }]),
                  { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => setRemoving('delete') },
                ]}
              />
            )}
          </>
        }
      />
      <div className="grid flex-1 content-start gap-8 px-6 py-5 max-md:px-gutter lg:grid-cols-[minmax(0,480px)_minmax(0,1fr)]">
        <div className="grid min-w-0 content-start gap-5">
          {(summary || description || archived) && (
            <div className="grid gap-1">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {summary}
                {archived && <Badge tone="warn">Archived</Badge>}
              </p>
              {description && <p className="whitespace-pre-wrap text-text-2">{description}</p>}
            </div>
          )}
          <RunScript workspace={workspace} script={script} from={from} {...surroundings} />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <LastRuns workspace={workspace} scriptPath={path} />
          {describeRunning(script).length > 0 && (
            <section aria-label="Running" className="grid min-w-0 gap-1.5">
              <h2 className="font-semibold text-md">Running</h2>
              <RunningFacts running={script} />
            </section>
          )}
          <ScriptTriggers {...{ workspace, path, webhooks }} mayAdd={!lock && !archived} />
        </div>
      </div>
      {removing && (
        <RemoveScriptDialog workspace={workspace} path={path} kind={removing} onClose={() => setRemoving(null)} />
      )}
    </>
  )
}
