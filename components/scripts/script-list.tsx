'use client'

import { FileCode, Plus, Search } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ReadOnlyMark } from '@/components/people/read-only-mark'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { WireScript } from '@/lib/scripts/schema'
import { ArchiveMenu } from './archive-menu'
import { languageLabel } from './language-label'
import { scriptHref } from './script-href'

type ScriptListProps = {
  workspace: string
  scripts: WireScript[]
  /** False for operators, who run scripts and write none. */
  mayCreate: boolean
}

/** The scripts that the person may run. */
export function ScriptList({ workspace, scripts, mayCreate }: ScriptListProps) {
  const [search, setSearch] = useState('')
  const shown = scripts.filter((script) => matches(script, search))
  return (
    <>
      <PageHeader
        title="Scripts"
        actions={
          <>
            {scripts.length > 0 && (
              <Input
                type="search"
                aria-label="Search scripts"
                placeholder="Search"
                lead={<Search />}
                className="w-52 max-md:w-28"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            )}
            <ArchiveMenu workspace={workspace} mayImport={mayCreate} />
            {mayCreate ? scripts.length > 0 && <NewScript workspace={workspace} /> : <ReadOnlyMark />}
          </>
        }
      />
      {scripts.length === 0 ? (
        <EmptyState
          icon={<FileCode />}
          title="No scripts yet"
          action={mayCreate && <NewScript workspace={workspace} />}
        >
          A script is a function in TypeScript or Python. What it takes becomes a form, the files that it returns become
          downloads, and nobody who runs it ever sees a key.
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          title={`Nothing matches “${search}”`}
          action={<Button onClick={() => setSearch('')}>Clear search</Button>}
        />
      ) : (
        <ScriptTable workspace={workspace} scripts={shown} />
      )}
    </>
  )
}

function ScriptTable({ workspace, scripts }: Omit<ScriptListProps, 'mayCreate'>) {
  return (
    <Table aria-label="Scripts">
      <thead>
        <Tr>
          <Th>Path</Th>
          <Th className="max-lg:hidden">Summary</Th>
          <Th className="max-md:hidden">Language</Th>
          <Th className="max-md:hidden">Edited</Th>
        </Tr>
      </thead>
      <tbody>
        {scripts.map(({ path, summary, language, created_at: editedAt, created_by: editedBy }) => (
          <Tr key={path} className="relative hover:bg-hover">
            <Td>
              <Link
                href={scriptHref(workspace, path)}
                className="font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
              >
                {path}
              </Link>
            </Td>
            <Td className="max-w-0 truncate text-text-2 max-lg:hidden lg:w-2/5">{summary}</Td>
            <Td className="whitespace-nowrap text-text-2 max-md:hidden">{languageLabel(language)}</Td>
            <Td className="whitespace-nowrap text-text-2 max-md:hidden">
              <RelativeTime date={editedAt} /> by {editedBy}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function NewScript({ workspace }: { workspace: string }) {
  return (
    <Button asChild variant="primary">
      <Link href={`/w/${workspace}/scripts/new`}>
        <Plus aria-hidden="true" />
        New script
      </Link>
    </Button>
  )
}

function matches({ path, summary, language }: WireScript, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return [path, summary, languageLabel(language)].some((text) => text.toLowerCase().includes(wanted))
}
