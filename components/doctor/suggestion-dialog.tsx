'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { resourceHref } from '@/components/resources/resource-href'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { runAction } from '@/lib/actions/run-action'
import { applySuggestionAction } from '@/lib/doctor/actions'
import type { Suggestion } from '@/lib/doctor/report'
import { findResourceType } from '@/lib/resources/types'
import type { Doctored } from './doctored'

type SuggestionDialogProps = {
  workspace: string
  resource: Doctored
  check: string
  suggestion: Suggestion
  onApplied: () => void
  onClose: () => void
}

/** What a suggestion changes in the resource, field by field, before it does. */
export function SuggestionDialog({ workspace, resource, check, suggestion, ...props }: SuggestionDialogProps) {
  const { path, editedAt } = resource
  const applying = useMutation({
    mutationFn: () => runAction(applySuggestionAction(workspace, { path, check, editedAt })),
    onSuccess: props.onApplied,
  })
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={suggestion.label}
      description={`Saves a new version of ${path} and looks again.`}
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button variant="primary" pending={applying.isPending} onClick={() => applying.mutate()}>
            Change the resource
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <ChangeTable resource={resource} suggestion={suggestion} />
        {applying.error && (
          <ErrorNote error={applying.error}>
            <Button size="sm" asChild>
              <Link href={resourceHref(workspace, path)}>Open the resource</Link>
            </Button>
          </ErrorNote>
        )}
      </div>
    </Dialog>
  )
}

function ChangeTable({ resource, suggestion }: Pick<SuggestionDialogProps, 'resource' | 'suggestion'>) {
  const fields = findResourceType(resource.resourceType)?.fields ?? []
  const changed = Object.entries(suggestion.changes).filter(([name, next]) => resource.value[name] !== next)
  return (
    <table className="w-full text-left text-sm">
      <thead className="text-text-2">
        <tr>
          <th className="py-1 pr-3 font-medium">Field</th>
          <th className="py-1 pr-3 font-medium">Now</th>
          <th className="py-1 font-medium">Then</th>
        </tr>
      </thead>
      <tbody className="[overflow-wrap:anywhere]">
        {changed.map(([name, next]) => (
          <tr key={name} className="border-t align-top">
            <th scope="row" className="py-1.5 pr-3 font-normal">
              {fields.find((field) => field.name === name)?.label ?? name}
            </th>
            <td className="py-1.5 pr-3 font-mono text-text-2">{shown(resource.value[name])}</td>
            <td className="py-1.5 font-mono">{shown(next)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return value === undefined || value === '' ? 'empty' : String(value)
}
