'use client'

import { Boxes } from 'lucide-react'
import { useState } from 'react'
import { NewLink } from '@/components/shell/new-link'
import { SearchedList } from '@/components/shell/searched-list'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import type { ResourceSummary } from '@/lib/resources/schema'
import { DeleteResourceDialog } from './delete-resource-dialog'
import { DuplicateResourceDialog } from './duplicate-resource-dialog'
import type { Place } from './path-fields'
import { type ResourceCommand, ResourceRow } from './resource-row'
import { TestResourceDialog } from './test-resource-dialog'

type ResourceListProps = {
  workspace: string
  resources: ResourceSummary[]
  places: Place[]
  /** False for operators, who make and copy nothing. */
  mayCreate: boolean
}
type Chosen = { command: ResourceCommand; resource: ResourceSummary }

/** The resources that the person may see, with what can be done to each. */
export function ResourceList({ workspace, resources, places, mayCreate }: ResourceListProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const close = () => setChosen(null)
  const dialog = chosen && { workspace, resource: chosen.resource, onClose: close }
  return (
    <>
      <SearchedList
        title="Resources"
        items={resources}
        textsOf={({ path, resourceType, description }) => [path, resourceType, description]}
        create={mayCreate ? <NewLink href={`/w/${workspace}/resources/new`} label="New resource" /> : null}
        empty={{
          icon: <Boxes />,
          text: 'A resource keeps what is needed to reach a bucket: its address and its keys. Link it to the workspace, and everybody works with its files without ever seeing a key.',
        }}
      >
        {(shown) => (
          <ResourceTable
            workspace={workspace}
            resources={shown}
            mayCreate={mayCreate}
            onCommand={(command, resource) => setChosen({ command, resource })}
          />
        )}
      </SearchedList>
      {dialog && chosen.command === 'delete' && <DeleteResourceDialog {...dialog} />}
      {dialog && chosen.command === 'duplicate' && <DuplicateResourceDialog {...dialog} places={places} />}
      {dialog && chosen.command === 'test' && <TestResourceDialog {...dialog} />}
    </>
  )
}

type ResourceTableProps = {
  workspace: string
  resources: ResourceSummary[]
  mayCreate: boolean
  onCommand: (command: ResourceCommand, resource: ResourceSummary) => void
}

function ResourceTable({ workspace, resources, mayCreate, onCommand }: ResourceTableProps) {
  return (
    <Table aria-label="Resources">
      <thead>
        <Tr>
          <Th>Path</Th>
          <Th className="max-md:hidden">Type</Th>
          <Th className="max-lg:hidden">Description</Th>
          <Th className="max-md:hidden">Edited</Th>
          <ActionsTh />
        </Tr>
      </thead>
      <tbody>
        {resources.map((resource) => (
          <ResourceRow
            key={resource.path}
            workspace={workspace}
            resource={resource}
            mayCopy={mayCreate}
            onCommand={(command) => onCommand(command, resource)}
          />
        ))}
      </tbody>
    </Table>
  )
}
