'use client'

import { useMutation } from '@tanstack/react-query'
import { unwrap } from '@/lib/actions/result'
import { createResourceAction, updateResourceAction } from '@/lib/resources/actions'
import type { ResourceDetails } from '@/lib/resources/schema'
import type { ResourceType } from '@/lib/resources/types/resource-type'
import type { Draft } from './draft'

/** Saves a draft as a new resource, or as the next version of `saved`. Answers its path. */
export function useSaveResource(
  workspace: string,
  { type, saved }: { type: ResourceType; saved: ResourceDetails | null },
) {
  return useMutation({
    mutationFn: async ({ path, description, value }: Draft): Promise<string> => {
      const result = saved
        ? await updateResourceAction(workspace, {
            path: saved.path,
            newPath: path,
            editedAt: saved.editedAt,
            description,
            value,
          })
        : await createResourceAction(workspace, { path, resourceType: type.name, description, value })
      return unwrap<{ path: string }>(result).path
    },
  })
}
