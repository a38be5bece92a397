import type { Metadata } from 'next'
import { FoldersPage } from '@/components/folders/folders-page'
import { subjectOptions } from '@/components/grants/subject-option'
import { loadContext } from '@/lib/auth/page-context'
import { listFolders } from '@/lib/folders/list-folders'
import { listGroups } from '@/lib/groups/list-groups'
import { listMembers } from '@/lib/people/list-members'

export const metadata: Metadata = { title: 'Folders' }

export default async function Folders({ params }: PageProps<'/w/[workspace]/people/folders'>) {
  const ctx = await loadContext((await params).workspace)
  const [folders, members, groups] = await Promise.all([listFolders(ctx), listMembers(ctx), listGroups(ctx)])
  return (
    <FoldersPage
      workspace={ctx.workspace.id}
      folders={folders}
      subjects={subjectOptions(members, groups)}
      mayCreate={ctx.role !== 'operator'}
    />
  )
}
