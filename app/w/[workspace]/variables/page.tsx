import type { Metadata } from 'next'
import { subjectOptions } from '@/components/grants/subject-option'
import { VariableList } from '@/components/variables/variable-list'
import { loadContext } from '@/lib/auth/page-context'
import { listFolders } from '@/lib/folders/list-folders'
import { listPlaces } from '@/lib/folders/list-places'
import { listGroups } from '@/lib/groups/list-groups'
import { listMembers } from '@/lib/people/list-members'
import { listVariables } from '@/lib/variables/list-variables'

export const metadata: Metadata = { title: 'Variables' }

export default async function VariablesPage({ params }: PageProps<'/w/[workspace]/variables'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/variables`)
  const [variables, places, folders, members, groups] = await Promise.all([
    listVariables(ctx),
    listPlaces(ctx),
    listFolders(ctx),
    listMembers(ctx),
    listGroups(ctx),
  ])
  return (
    <VariableList
      workspace={workspace}
      variables={variables}
      places={places}
      folders={folders}
      subjects={subjectOptions(members, groups)}
      mayCreate={ctx.role !== 'operator'}
    />
  )
}
