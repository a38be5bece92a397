import type { Metadata } from 'next'
import { VariableList } from '@/components/variables/variable-list'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'
import { listVariables } from '@/lib/variables/list-variables'

export const metadata: Metadata = { title: 'Variables' }

export default async function VariablesPage({ params }: PageProps<'/w/[workspace]/variables'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/variables`)
  const [variables, places] = await Promise.all([listVariables(ctx), listPlaces(ctx)])
  return <VariableList workspace={workspace} variables={variables} places={places} />
}
