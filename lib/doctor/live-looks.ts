import 'server-only'
import { processWide } from '@/lib/shared'
import type { LookEvent } from './report'

type Look = { events: LookEvent[]; error: unknown; isOver: boolean; wake: Set<() => void> }

/**
 * Begins a look at a resource, or joins the one that goes on. It runs to its end whether anybody follows it or not, so that nothing
 * that it wrote stays behind.
 */
export function followLook(
  resourceId: string,
  run: (tell: (event: LookEvent) => void) => Promise<void>,
): AsyncIterable<LookEvent> {
  const known = looks().get(resourceId)
  if (known) return follow(known)
  const look: Look = { events: [], error: null, isOver: false, wake: new Set() }
  looks().set(resourceId, look)
  const wakeAll = () => {
    for (const wake of [...look.wake]) wake()
  }
  void run((event) => {
    look.events.push(event)
    wakeAll()
  })
    .catch((error) => {
      look.error = error
    })
    .finally(() => {
      look.isOver = true
      looks().delete(resourceId)
      wakeAll()
    })
  return follow(look)
}

async function* follow(look: Look): AsyncGenerator<LookEvent> {
  for (let told = 0; ; ) {
    const event = look.events[told]
    if (event) {
      told += 1
      yield event
    } else if (look.isOver) {
      if (look.error) throw look.error
      return
    } else await next(look)
  }
}

function next(look: Look): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      look.wake.delete(wake)
      resolve()
    }
    look.wake.add(wake)
  })
}

function looks(): Map<string, Look> {
  return processWide('doctor-looks', () => new Map<string, Look>())
}
