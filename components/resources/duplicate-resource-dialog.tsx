'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { runAction } from '@/lib/actions/run-action'
import { AppError } from '@/lib/errors'
import { duplicateResourceAction } from '@/lib/resources/actions'
import { pathProblem } from '@/lib/resources/path'
import type { ResourceSummary } from '@/lib/resources/schema'
import { isNewFolder } from './is-new-folder'
import { PathFields, type Place } from './path-fields'
import { resourceHref } from './resource-href'

type DuplicateResourceDialogProps = {
  workspace: string
  resource: ResourceSummary
  places: Place[]
  onClose: () => void
}

/** Asks where the copy shall lie. */
export function DuplicateResourceDialog({ workspace, resource, places, onClose }: DuplicateResourceDialogProps) {
  const router = useRouter()
  const [path, setPath] = useState(() => copyPath(resource, places))
  const [attempted, setAttempted] = useState(false)
  const draft = { path: resource.path, newPath: path, newFolder: isNewFolder(path, places) }
  const duplicating = useMutation({
    mutationFn: () => runAction(duplicateResourceAction(workspace, draft)),
    onSuccess: (copy) => {
      const title = copy.withoutSecrets ? 'Resource duplicated without its secrets' : 'Resource duplicated'
      toast(title, { description: copy.path })
      router.push(resourceHref(workspace, copy.path))
    },
  })
  const refused = duplicating.error instanceof AppError ? duplicating.error.fields?.path?.[0] : undefined
  const wrong = pathProblem(path) ?? undefined

  function submit() {
    setAttempted(true)
    if (!wrong) duplicating.mutate()
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Duplicate ${resource.path}`}
      description={
        resource.mayWrite
          ? 'The copy has the same value and the same keys.'
          : `The copy has no secret keys: only people who may change ${resource.path} can copy them. Enter them in the copy.`
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={submit} pending={duplicating.isPending}>
            Duplicate resource
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <PathFields
          what="copy"
          places={places}
          path={path}
          onChange={(next) => {
            setPath(next)
            duplicating.reset()
          }}
          error={refused ?? (attempted ? wrong : undefined)}
          disabled={false}
          onVisited={() => undefined}
        />
        {duplicating.error && !refused ? <ErrorNote error={duplicating.error} /> : null}
      </div>
    </Dialog>
  )
}

/** Beside the original where the person may write there, else at the first place of their own. */
function copyPath({ path }: ResourceSummary, places: Place[]): string {
  const prefix = places.find((place) => path.startsWith(place.prefix))?.prefix ?? places[0]?.prefix ?? 'f/'
  return `${prefix}${path.split('/').slice(2).join('/')}_copy`
}
