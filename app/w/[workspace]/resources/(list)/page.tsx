import type { Metadata } from 'next'
import { ResourceList } from '@/components/resources/resource-list'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'
import { listResources } from '@/lib/resources/list-resources'

export const metadata: Metadata = { title: 'Resources' }

export default async function ResourcesPage({ params }: PageProps<'/w/[workspace]/resources'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/resources`)
  const [resources, places] = await Promise.all([listResources(ctx, {}), listPlaces(ctx)])
  return (
    <ResourceList workspace={workspace} resources={resources} places={places} mayCreate={ctx.role !== 'operator'} />
  )
}
