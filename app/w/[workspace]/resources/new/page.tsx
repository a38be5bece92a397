import type { Metadata } from 'next'
import { OperatorsOnlyLook } from '@/components/people/operators-only-look'
import { NewResource } from '@/components/resources/new-resource'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'

export const metadata: Metadata = { title: 'New resource' }

export default async function NewResourcePage({ params, searchParams }: PageProps<'/w/[workspace]/resources/new'>) {
  const { workspace } = await params
  const { from } = await searchParams
  const ctx = await loadContext(workspace, `/w/${workspace}/resources/new`)
  if (ctx.role === 'operator') return <OperatorsOnlyLook title="New resource" />
  return (
    <NewResource
      workspace={workspace}
      places={await listPlaces(ctx)}
      isSuperadmin={ctx.person.superadmin}
      forStorage={from === 'storage'}
    />
  )
}
