import type { Running } from '@/lib/scripts/running'
import { describeRunning } from './describe-running'

/** What is set about the runs of a script; `usual` where nothing is. */
export function RunningFacts({ running, usual }: { running: Running; usual?: string }) {
  const lines = describeRunning(running)
  if (lines.length === 0) return usual && <p className="text-text-2">{usual}</p>
  return (
    <ul className="grid gap-0.5 text-text-2">
      {lines.map((line) => (
        <li key={line} className="[overflow-wrap:anywhere]">
          {line}
        </li>
      ))}
    </ul>
  )
}
