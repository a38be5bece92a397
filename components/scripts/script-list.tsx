'use client'

import { FileCode } from 'lucide-react'
import { NewLink } from '@/components/shell/new-link'
import { SearchedList } from '@/components/shell/searched-list'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { WireScript } from '@/lib/scripts/schema'
import { ArchiveMenu } from './archive-menu'
import { languageLabel } from './language-label'
import { PathRow } from './path-row'
import { scriptHref } from './script-href'

type ScriptListProps = {
  workspace: string
  scripts: WireScript[]
  /** False for operators, who run scripts and write none. */
  mayCreate: boolean
}

/** The scripts that the person may run. */
export function ScriptList({ workspace, scripts, mayCreate }: ScriptListProps) {
  return (
    <SearchedList
      title="Scripts"
      items={scripts}
      textsOf={({ path, summary, language }) => [path, summary, languageLabel(language)]}
      create={mayCreate ? <NewLink href={`/w/${workspace}/scripts/new`} label="New script" /> : null}
      actions={<ArchiveMenu workspace={workspace} mayImport={mayCreate} />}
      empty={{
        icon: <FileCode />,
        text: 'A script is a function in TypeScript or Python. What it takes becomes a form, the files that it returns become downloads, and nobody who runs it ever sees a key.',
      }}
    >
      {(shown) => <ScriptTable workspace={workspace} scripts={shown} />}
    </SearchedList>
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
        {scripts.map(({ path, summary, language, created_at: at, created_by: by }) => (
          <PathRow key={path} path={path} href={scriptHref(workspace, path)} summary={summary} edited={{ at, by }}>
            <Td className="whitespace-nowrap text-text-2 max-md:hidden">{languageLabel(language)}</Td>
          </PathRow>
        ))}
      </tbody>
    </Table>
  )
}
