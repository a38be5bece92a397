'use client'

import { Boxes, Plus, Search } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ReadOnlyMark } from '@/components/people/read-only-mark'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
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
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const shown = resources.filter((resource) => matches(resource, search))
  const close = () => setChosen(null)
  const dialog = chosen && { workspace, resource: chosen.resource, onClose: close }
  return (
    <>
      <PageHeader
        title="Resources"
        actions={
          <>
            {resources.length > 0 && (
              <Input
                type="search"
                aria-label="Search resources"
                placeholder="Search"
                lead={<Search />}
                className="w-52 max-md:w-28"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            )}
            {mayCreate ? resources.length > 0 && <NewResource workspace={workspace} /> : <ReadOnlyMark />}
          </>
        }
      />
      {resources.length === 0 ? (
        <EmptyState
          icon={<Boxes />}
          title="No resources yet"
          action={mayCreate && <NewResource workspace={workspace} />}
        >
          A resource keeps what is needed to reach a bucket: its address and its keys. Link it to the workspace, and
          everybody works with its files without ever seeing a key.
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          title={`Nothing matches “${search}”`}
          action={<Button onClick={() => setSearch('')}>Clear search</Button>}
        />
      ) : (
        <ResourceTable
          workspace={workspace}
          resources={shown}
          mayCreate={mayCreate}
          onCommand={(command, resource) => setChosen({ command, resource })}
        />
      )}
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

function NewResource({ workspace }: { workspace: string }) {
  return (
    <Button asChild variant="primary">
      <Link href={`/w/${workspace}/resources/new`}>
        <Plus aria-hidden="true" />
        New resource
      </Link>
    </Button>
  )
}

function matches({ path, resourceType, description }: ResourceSummary, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return [path, resourceType, description].some((text) => text.toLowerCase().includes(wanted))
}
