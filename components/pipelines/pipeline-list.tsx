'use client'

import { Plus, Search, Workflow } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ReadOnlyMark } from '@/components/people/read-only-mark'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { RelativeTime } from '@/components/ui/relative-time'
import { Segmented } from '@/components/ui/segmented'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ListedFlow } from '@/lib/pipelines/schema'
import { pipelineHref } from './pipeline-href'

type PipelineListProps = {
  workspace: string
  pipelines: ListedFlow[]
  archived: ListedFlow[]
  /** False for operators, who run pipelines and make none. */
  mayCreate: boolean
}

/** The pipelines that the person may run. */
export function PipelineList({ workspace, mayCreate, ...lists }: PipelineListProps) {
  const [shelf, setShelf] = useState('pipelines')
  const pipelines = shelf === 'archived' && lists.archived.length > 0 ? lists.archived : lists.pipelines
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = pipelines.filter(({ path, summary }) => `${path} ${summary}`.toLowerCase().includes(wanted))
  return (
    <>
      <PageHeader
        title="Pipelines"
        actions={
          <>
            {lists.archived.length > 0 && (
              <Segmented
                label="Which"
                options={[
                  { value: 'pipelines', label: 'In use' },
                  { value: 'archived', label: 'Archived' },
                ]}
                value={shelf}
                onValueChange={setShelf}
              />
            )}
            {pipelines.length > 0 && (
              <Input
                type="search"
                aria-label="Search pipelines"
                placeholder="Search"
                lead={<Search />}
                className="w-52 max-md:w-28"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            )}
            {mayCreate ? pipelines.length > 0 && <NewPipeline workspace={workspace} /> : <ReadOnlyMark />}
          </>
        }
      />
      {pipelines.length === 0 ? (
        <EmptyState
          icon={<Workflow />}
          title="No pipelines yet"
          action={mayCreate && <NewPipeline workspace={workspace} />}
        >
          A pipeline runs scripts one after another, side by side, or once for each file of a list. What one step
          writes, the next one reads, and every run shows which files went where.
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          title={`Nothing matches “${search}”`}
          action={<Button onClick={() => setSearch('')}>Clear search</Button>}
        />
      ) : (
        <PipelineTable workspace={workspace} pipelines={shown} />
      )}
    </>
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
        {pipelines.map(({ path, summary, edited_at: editedAt, edited_by: editedBy }) => (
          <Tr key={path} className="relative hover:bg-hover">
            <Td>
              <Link
                href={pipelineHref(workspace, path)}
                className="font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
              >
                {path}
              </Link>
            </Td>
            <Td className="max-w-0 truncate text-text-2 max-lg:hidden lg:w-1/2">{summary}</Td>
            <Td className="whitespace-nowrap text-text-2 max-md:hidden">
              <RelativeTime date={editedAt} /> by {editedBy}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function NewPipeline({ workspace }: { workspace: string }) {
  return (
    <Button asChild variant="primary">
      <Link href={`/w/${workspace}/pipelines/new`}>
        <Plus aria-hidden="true" />
        New pipeline
      </Link>
    </Button>
  )
}
