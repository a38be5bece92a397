'use client'

import { useQuery } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useChange } from '@/components/people/use-change'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { countOf } from '@/components/ui/count-of'
import { describeError } from '@/components/ui/describe-error'
import { deleteGroupAction } from '@/lib/groups/actions'
import { groupQueries } from '@/lib/groups/queries'
import type { GroupSummary, GroupUses } from '@/lib/groups/schema'

type DeleteGroupDialogProps = { workspace: string; group: GroupSummary; onClose: () => void }

const SHOWN = 8

/** Asks before a group is deleted, naming what its members lose with it. */
export function DeleteGroupDialog({ workspace, group, onClose }: DeleteGroupDialogProps) {
  const uses = useQuery(groupQueries.uses(workspace, group.name))
  const { mutate, isPending, error } = useChange(deleteGroupAction.bind(null, workspace), () => {
    toast('Group deleted', { description: group.name })
    onClose()
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete the group ${group.name}`}
      description={`${countOf(group.members.length, 'member')} lose what they have by it. Rules of storages that name it match nobody any more. This cannot be undone.`}
      confirmLabel="Delete group"
      pending={isPending || uses.isPending}
      error={error}
      onConfirm={() => mutate({ name: group.name })}
    >
      {uses.error ? <p className="text-bad">{describeError(uses.error).message}</p> : <Lost uses={uses.data} />}
    </ConfirmDialog>
  )
}

function Lost({ uses }: { uses: GroupUses | undefined }) {
  if (!uses) return <p role="status">Looking for what hangs on it…</p>
  const paths = [...uses.folders, ...uses.items]
  if (paths.length === 0) return <p>No folder, resource or variable is granted to it.</p>
  return (
    <div className="grid gap-1">
      <p>Its members lose access to:</p>
      <ul className="max-h-48 overflow-y-auto rounded-md border bg-sunken px-3 py-1.5 font-mono text-sm">
        {paths.slice(0, SHOWN).map((path) => (
          <li key={path} className="break-all py-0.5">
            {path}
          </li>
        ))}
        {paths.length > SHOWN && <li className="py-0.5 font-sans text-text-2">And {paths.length - SHOWN} more</li>}
      </ul>
    </div>
  )
}
