import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { RelativeTime } from '@/components/ui/relative-time'
import { Td, Tr } from '@/components/ui/table'
import { visibleName } from '@/components/ui/visible-name'
import type { AuditEntry } from '@/lib/audit/schema'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'

/** One entry. */
export function AuditRow({ entry, showWorkspace }: { entry: AuditEntry; showWorkspace: boolean }) {
  return (
    <Tr className="align-baseline">
      <Td className="whitespace-nowrap text-text-2">
        <RelativeTime date={entry.timestamp} />
      </Td>
      <Td className="max-w-40 truncate font-mono text-sm" title={entry.email || undefined}>
        {visibleName(entry.username)}
      </Td>
      {showWorkspace && <Td className="font-mono text-sm max-md:hidden">{entry.workspace_id || '–'}</Td>}
      <Td className="whitespace-nowrap font-mono text-sm max-md:w-full max-md:max-w-0 max-md:whitespace-normal">
        {entry.operation}
        <div className="md:hidden">
          <Target entry={entry} />
        </div>
      </Td>
      <Td className="w-1/2 max-w-0 max-md:hidden">
        <Target entry={entry} />
      </Td>
      <Td className="whitespace-nowrap font-mono text-sm text-text-2 max-lg:hidden">{entry.address || '–'}</Td>
      <Td className="max-w-40 truncate text-text-2 max-lg:hidden" title={entry.token_id}>
        {entry.token_label ?? '–'}
      </Td>
    </Tr>
  )
}

/** The path, the storage unless it is the primary one, and what else is known. */
function Target({ entry }: { entry: AuditEntry }) {
  const storage = entry.storage && entry.storage !== PRIMARY_STORAGE ? `in ${entry.storage}` : null
  const details = [storage, ...Object.entries(entry.parameters ?? {}).map(describe)].filter(Boolean).join(' · ')
  return (
    <>
      {entry.resource && <MiddleTruncate name={entry.resource} className="font-mono text-sm" />}
      {details && (
        <span className="block truncate font-sans text-sm text-text-3" title={details}>
          {details}
        </span>
      )}
    </>
  )
}

function describe([name, value]: [string, unknown]): string | null {
  if (value === null || value === '') return null
  return visibleName(`${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
}
