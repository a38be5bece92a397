'use client'

import { CalendarClock, Webhook } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { WebhookSummary } from '@/lib/webhooks/schema'
import { WebhookDialog } from './webhook-dialog'
import { WebhookList } from './webhook-list'

type ScriptTriggersProps = {
  workspace: string
  path: string
  webhooks: WebhookSummary[]
  /** Whether new ones may be made here. */
  mayAdd: boolean
}

/** What starts a script beside a person: times, and programs elsewhere. */
export function ScriptTriggers({ workspace, path, webhooks, mayAdd }: ScriptTriggersProps) {
  const [hooking, setHooking] = useState(false)
  if (!mayAdd && webhooks.length === 0) return null
  return (
    <section aria-label="Started by itself" className="grid min-w-0 gap-2">
      <h2 className="font-semibold text-md">Started by itself</h2>
      {mayAdd && (
        <div className="flex flex-wrap gap-2">
          <Button asChild size="sm">
            <Link href={`/w/${workspace}/schedules?script=${encodeURIComponent(path)}`}>
              <CalendarClock aria-hidden="true" />
              Schedule
            </Link>
          </Button>
          <Button size="sm" onClick={() => setHooking(true)}>
            <Webhook aria-hidden="true" />
            Webhook
          </Button>
        </div>
      )}
      <WebhookList {...{ workspace, webhooks }} />
      {hooking && <WebhookDialog workspace={workspace} path={path} onClose={() => setHooking(false)} />}
    </section>
  )
}
