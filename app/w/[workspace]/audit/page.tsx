import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AuditPage } from '@/components/audit/audit-page'
import { auditReadsOf } from '@/lib/audit/audit-reads'
import { loadContext } from '@/lib/auth/page-context'

export const metadata: Metadata = { title: 'Audit log' }

export default async function WorkspaceAuditPage({ params }: PageProps<'/w/[workspace]/audit'>) {
  const ctx = await loadContext((await params).workspace)
  if (!ctx.isAdmin) notFound()
  const { id } = ctx.workspace
  return <AuditPage workspace={id} superadmin={ctx.person.superadmin} reads={await auditReadsOf(id)} />
}
