import 'server-only'
import { createHash } from 'node:crypto'
import type { Context } from '@/lib/auth/context'
import { type Retry, retriesOf } from '@/lib/scripts/retry'
import { MAX_CONCURRENT_LIMIT } from '@/lib/scripts/running'
import type { ScriptSettings } from '@/lib/scripts/schema'
import type { RunArgs } from './schema'
import type { NewRun } from './store'

export type Queueing = Pick<
  NewRun,
  'priority' | 'concurrencyKey' | 'concurrencyLimit' | 'concurrencyWindowSeconds' | 'retry' | 'scheduleId'
>

/** Of a run that nothing limits, and that is not tried again. */
export const plainQueueing: Queueing = {
  ...{ priority: 0, concurrencyKey: null, concurrencyLimit: null, concurrencyWindowSeconds: 0 },
  ...{ retry: null, scheduleId: null },
}

type Called = { args: RunArgs; scheduleId?: string; retry?: Retry | null }

/** How a run of a version waits, as that version says; a schedule may have a policy of its own for what fails. */
export function queueingOf(ctx: Context, path: string, settings: ScriptSettings, called: Called): Queueing {
  const { concurrent_limit: limit, concurrency_time_window_s: windowSeconds, concurrency_key: key } = settings
  const retry = called.retry ?? settings.retry ?? null
  return {
    priority: Math.round(settings.priority ?? 0),
    ...(limit
      ? {
          concurrencyKey: `${ctx.workspace.id} ${key ? fill(key, ctx, called.args) : `script ${path}`}`,
          concurrencyLimit: Math.min(Math.max(Math.round(limit), 1), MAX_CONCURRENT_LIMIT),
          concurrencyWindowSeconds: Math.round(windowSeconds ?? 0),
        }
      : { concurrencyKey: null, concurrencyLimit: null, concurrencyWindowSeconds: 0 }),
    retry: retriesOf(retry) > 0 ? JSON.stringify(retry) : null,
    scheduleId: called.scheduleId ?? null,
  }
}

const MAX_KEY_LENGTH = 500

/** The words of the original: `$workspace`, and `$args[name]` with what that argument is. */
function fill(key: string, ctx: Context, args: RunArgs): string {
  const filled = key.replaceAll(/\$workspace\b|\$args\[([^\]]*)\]/g, (word, name?: string) => {
    if (word === '$workspace' || name === undefined) return ctx.workspace.id
    const value = args[name]
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  })
  // PostgreSQL keeps no NUL character, and two long keys may differ only at their end.
  const isKept = filled.length <= MAX_KEY_LENGTH && !filled.includes('\0')
  return isKept ? `key ${filled}` : `hash ${createHash('sha256').update(filled).digest('hex')}`
}
