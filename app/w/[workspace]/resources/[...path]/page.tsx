import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { subjectOptions } from '@/components/grants/subject-option'
import { ResourceDetails } from '@/components/resources/resource-details'
import { loadContext } from '@/lib/auth/page-context'
import { AppError } from '@/lib/errors'
import { listFolders } from '@/lib/folders/list-folders'
import { listPlaces } from '@/lib/folders/list-places'
import { listGroups } from '@/lib/groups/list-groups'
import { listMembers } from '@/lib/people/list-members'
import { getResource } from '@/lib/resources/get-resource'
import { resourceLock } from '@/lib/resources/resource-lock'

type Props = PageProps<'/w/[workspace]/resources/[...path]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).path.map(decodeURIComponent).join('/') }
}

export default async function ResourcePage({ params }: Props) {
  const { workspace, path: segments } = await params
  const path = segments.map(decodeURIComponent).join('/')
  const ctx = await loadContext(workspace, `/w/${workspace}/resources/${path}`)
  const resource = await getResource(ctx, { path }).catch(toNotFound)
  const [members, groups] = await Promise.all([listMembers(ctx), listGroups(ctx)])
  return (
    <ResourceDetails
      workspace={workspace}
      resource={resource}
      places={await listPlaces(ctx)}
      readOnly={resourceLock(ctx, resource)}
      subjects={subjectOptions(members, groups)}
      folder={(await listFolders(ctx)).find(({ name }) => path.startsWith(`f/${name}/`)) ?? null}
    />
  )
}

function toNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') notFound()
  throw error
}
