'use client'

import { History, Pencil } from 'lucide-react'
import Link from 'next/link'
import { LastRuns } from '@/components/runs/last-runs'
import { Button } from '@/components/ui/button'
import { ScriptTriggers } from '@/components/webhooks/script-triggers'
import type { WireScript } from '@/lib/scripts/schema'
import type { WebhookSummary } from '@/lib/webhooks/schema'
import { RemoveScriptDialog } from './remove-script-dialog'
import { RunScript } from './run-script'
import { RunnablePage } from './runnable-page'
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
  const { path, archived } = script
  return (
    <RunnablePage
      item={script}
      mayRemove={!lock}
      removeDialog={(kind, onClose) => <RemoveScriptDialog {...{ workspace, path, kind, onClose }} />}
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
        </>
      }
      form={<RunScript workspace={workspace} script={script} from={from} {...surroundings} />}
    >
      <LastRuns workspace={workspace} scriptPath={path} />
      {describeRunning(script).length > 0 && (
        <section aria-label="Running" className="grid min-w-0 gap-1.5">
          <h2 className="font-semibold text-md">Running</h2>
          <RunningFacts running={script} />
        </section>
      )}
      <ScriptTriggers {...{ workspace, path, webhooks }} mayAdd={!lock && !archived} />
    </RunnablePage>
  )
}
