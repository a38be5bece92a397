'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { type AuditSearch, givenOf } from '@/lib/audit/queries'
import type { AuditReads } from '@/lib/audit/schema'
import { withQuery } from '@/lib/http/get-json'
import { AuditFilters } from './audit-filters'
import { AuditList } from './audit-list'
import { AuditReadsSetting } from './audit-reads-setting'

type AuditPageProps = { workspace: string; superadmin: boolean; reads: AuditReads }

const NO_FILTER: AuditSearch = {
  ...{ person: '', path: '', operation: '', action: '', after: '', before: '', all_workspaces: '' },
}

/** Who did what to which path, for the admins of a workspace. */
export function AuditPage({ workspace, superadmin, reads }: AuditPageProps) {
  const [search, setSearch] = useState(NO_FILTER)
  return (
    <>
      <PageHeader
        title="Audit log"
        actions={
          <Button asChild>
            <a href={withQuery(`/api/w/${workspace}/audit/export`, givenOf(search))} download>
              <Download aria-hidden="true" />
              Export CSV
            </a>
          </Button>
        }
      />
      <AuditReadsSetting workspace={workspace} reads={reads} />
      <AuditFilters superadmin={superadmin} onSearch={setSearch} initial={NO_FILTER} />
      <AuditList workspace={workspace} search={search} isFiltered={Object.keys(givenOf(search)).length > 0} />
    </>
  )
}
