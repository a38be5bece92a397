'use client'

import { useMutation } from '@tanstack/react-query'
import { runAction } from '@/lib/actions/run-action'
import { createResourceAction, updateResourceAction } from '@/lib/resources/actions'
import type { ResourceDetails } from '@/lib/resources/schema'
import type { ResourceType } from '@/lib/resources/types/resource-type'
import type { Draft } from './draft'
import { isNewFolder } from './is-new-folder'
import type { Place } from './path-fields'

/** Saves a draft as a new resource, or as the next version of `saved`. Answers its path. */
export function useSaveResource(
  workspace: string,
  { type, saved, places }: { type: ResourceType; saved: ResourceDetails | null; places: Place[] },
) {
  return useMutation({
    mutationFn: async ({ path, description, value }: Draft): Promise<string> => {
      const newFolder = isNewFolder(path, places)
      const result = saved
        ? updateResourceAction(workspace, {
            path: saved.path,
            newPath: path,
            newFolder,
            editedAt: saved.editedAt,
            description,
            value,
          })
        : createResourceAction(workspace, { path, newFolder, resourceType: type.name, description, value })
      return (await runAction<{ path: string }>(result)).path
    },
  })
}
