'use client'

import { useCallback, useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { ResourceSummary } from '@/lib/resources/schema'
import { ConnectionTest } from './connection-test'
import { useConnectionTest } from './use-connection-test'

type TestResourceDialogProps = { workspace: string; resource: ResourceSummary; onClose: () => void }

/** Tests a saved resource as it is. What has to change is changed in its form. */
export function TestResourceDialog({ workspace, resource, onClose }: TestResourceDialogProps) {
  const { resourceType, path } = resource
  const { test, run } = useConnectionTest(workspace)
  const runSaved = useCallback(() => {
    void run({ resourceType, value: null, savedPath: path })
  }, [run, resourceType, path])
  useEffect(runSaved, [runSaved])
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Test ${path}`}
      footer={
        <Button onClick={runSaved} pending={test?.running}>
          Test again
        </Button>
      }
    >
      {test && <ConnectionTest test={test} />}
    </Dialog>
  )
}
