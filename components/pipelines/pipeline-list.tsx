'use client'

import { Workflow } from 'lucide-react'
import { useState } from 'react'
import { PathRow } from '@/components/scripts/path-row'
import { NewLink } from '@/components/shell/new-link'
import { SearchedList } from '@/components/shell/searched-list'
import { Segmented } from '@/components/ui/segmented'
import { Table, Th, Tr } from '@/components/ui/table'
import type { ListedFlow } from '@/lib/pipelines/schema'
import { pipelineHref } from './pipeline-href'

type PipelineListProps = {
  workspace: string
  pipelines: ListedFlow[]
  archived: ListedFlow[]
  /** False for operators, who run pipelines and make none. */
  mayCreate: boolean
}

const SHELVES = [
  { value: 'used', label: 'In use' },
  { value: 'archived', label: 'Archived' },
] as const

/** The pipelines that the person may run. */
export function PipelineList({ workspace, pipelines, archived, mayCreate }: PipelineListProps) {
  const [shelf, setShelf] = useState<string>('used')
  const showsArchived = shelf === 'archived' && archived.length > 0
  return (
    <SearchedList
      title="Pipelines"
      items={showsArchived ? archived : pipelines}
      textsOf={({ path, summary }) => [path, summary]}
      create={mayCreate ? <NewLink href={`/w/${workspace}/pipelines/new`} label="New pipeline" /> : null}
      filter={
        archived.length > 0 && <Segmented label="Which" options={[...SHELVES]} value={shelf} onValueChange={setShelf} />
      }
      empty={{
        icon: <Workflow />,
        text: 'A pipeline runs scripts one after another, side by side, or once for each file of a list. What one step writes, the next one reads, and every run shows which files went where.',
      }}
    >
      {(shown) => <PipelineTable workspace={workspace} pipelines={shown} />}
    </SearchedList>
  )
}

function PipelineTable({ workspace, pipelines }: Pick<PipelineListProps, 'workspace' | 'pipelines'>) {
  return (
    <Table aria-label="Pipelines">
      <thead>
        <Tr>
          <Th>Path</Th>
          <Th className="max-lg:hidden">Summary</Th>
          <Th className="max-md:hidden">Edited</Th>
        </Tr>
      </thead>
      <tbody>
        {pipelines.map(({ path, summary, edited_at: at, edited_by: by }) => (
          <PathRow key={path} path={path} href={pipelineHref(workspace, path)} summary={summary} edited={{ at, by }} />
        ))}
      </tbody>
    </Table>
  )
}
