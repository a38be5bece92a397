'use client'

import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { formatCount } from '@/components/ui/format-bytes'
import { moveObjectsAction } from '@/lib/objects/actions'
import { ChangeFailures } from './change-outcome'
import { useExplorer } from './explorer-context'
import type { RunningChange } from './use-run-change'

/** Few, since each is copied: then progress shows and cancelling takes effect soon. */
const MOVE_STEP_KEYS = 50

type MoveOutcomeProps = { change: RunningChange; from: string; to: string; onClose: () => void }

/** What a move could not do. Where only files at the target stand in the way, they can be replaced. */
export function MoveOutcome({ change, from, to, onClose }: MoveOutcomeProps) {
  const { workspace, place } = useExplorer()
  const failures = change.result?.failures ?? []
  const taken = failures.filter((failure) => failure.exists).map(({ key }) => key)

  async function replace() {
    const result = await change.run({
      batch: { keys: taken, prefixes: [] },
      maxKeys: MOVE_STEP_KEYS,
      step: ({ keys }) =>
        moveObjectsAction(workspace, { storage: place.storage, keys, prefixes: [], from, to, overwrite: true }),
    })
    if (!result || result.failures.length > 0) return
    toast.success(`${formatCount(result.done)} replaced`)
    onClose()
  }

  return (
    <div className="grid gap-3">
      <p>
        {taken.length > 0 && taken.length === failures.length
          ? `Not moved, since the target has a file of that name already: ${countOf(taken.length, 'file')}.`
          : `Not moved: ${countOf(failures.length, 'file')}.`}
      </p>
      <ChangeFailures failures={failures} error={change.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{taken.length > 0 ? 'Skip' : 'Close'}</Button>
        {taken.length > 0 && (
          <Button variant="danger" onClick={() => void replace()}>
            Replace {formatCount(taken.length)}
          </Button>
        )}
      </div>
    </div>
  )
}
