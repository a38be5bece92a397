'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { runAction } from '@/lib/actions/run-action'
import { createGroupAction, setGroupMembersAction, updateGroupAction } from '@/lib/groups/actions'
import type { GroupMember, GroupSummary } from '@/lib/groups/schema'

type GroupDraft = { name: string; summary: string; members: GroupMember[] }

/** Makes a group, or changes what of it is different. */
export function useSaveGroup(workspace: string, group: GroupSummary | null, onDone: () => void) {
  const router = useRouter()
  return useMutation({
    mutationFn: async ({ name, summary, members }: GroupDraft) => {
      if (!group) return runAction(createGroupAction(workspace, { name, summary, members }))
      if (summary.trim() !== group.summary) await runAction(updateGroupAction(workspace, { name, summary }))
      if (JSON.stringify(members) !== JSON.stringify(group.members))
        await runAction(setGroupMembersAction(workspace, { name, members }))
      return { name }
    },
    onSuccess: onDone,
    // Half of it may have been saved before the rest failed.
    onSettled: () => router.refresh(),
  })
}
