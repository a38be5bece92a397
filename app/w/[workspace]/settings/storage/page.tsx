import type { Metadata } from 'next'
import { AdminsOnly } from '@/components/storage-settings/admins-only'
import { StorageSettings } from '@/components/storage-settings/storage-settings'
import { loadContext } from '@/lib/auth/page-context'
import { listDoctorSummaries } from '@/lib/doctor/get-doctor-state'
import { listMembers } from '@/lib/people/list-members'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { listStorageResources } from '@/lib/storage-settings/list-storage-resources'

export const metadata: Metadata = { title: 'Storage' }

export default async function StoragePage({ params, searchParams }: PageProps<'/w/[workspace]/settings/storage'>) {
  const { workspace } = await params
  const { resource } = await searchParams
  const ctx = await loadContext(workspace, `/w/${workspace}/settings/storage`)
  if (!ctx.isAdmin) return <AdminsOnly />
  const [settings, resources, members, health] = await Promise.all([
    getStorageSettings(ctx),
    listStorageResources(ctx),
    listMembers(ctx),
    listDoctorSummaries(ctx),
  ])
  const people = members.map(({ userId, username, name, role }) => ({ userId, username, name, role }))
  const made = resources.find(({ path }) => path === resource)?.path
  const shared = { workspace, settings, resources, people, health, made }
  return <StorageSettings {...shared} />
}
