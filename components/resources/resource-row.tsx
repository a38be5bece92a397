'use client'

import { Copy, Pencil, PlugZap, Stethoscope, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { doctorHref } from '@/components/doctor/doctor-href'
import { Badge } from '@/components/ui/badge'
import type { MenuEntry } from '@/components/ui/menu-entries'
import { RelativeTime } from '@/components/ui/relative-time'
import { Td, Tr } from '@/components/ui/table'
import type { ResourceSummary } from '@/lib/resources/schema'
import { findResourceType } from '@/lib/resources/types'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { resourceHref } from './resource-href'
import { RowMenu } from './row-menu'

export type ResourceCommand = 'duplicate' | 'test' | 'delete'

type ResourceRowProps = {
  workspace: string
  resource: ResourceSummary
  mayCopy: boolean
  onCommand: (command: ResourceCommand) => void
}

/** One resource; the whole row opens it. */
export function ResourceRow({ workspace, resource, mayCopy, onCommand }: ResourceRowProps) {
  const { path, resourceType, description, editedAt, editedBy, usedBy } = resource
  return (
    <Tr className="relative hover:bg-hover">
      <Td>
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={resourceHref(workspace, path)}
            className="font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
          >
            {path}
          </Link>
          {usedBy.map((name) => (
            <Badge key={name}>{name === PRIMARY_STORAGE ? 'Primary storage' : name}</Badge>
          ))}
        </span>
      </Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        {findResourceType(resourceType)?.label ?? resourceType}
      </Td>
      <Td className="max-w-0 truncate text-text-2 max-lg:hidden lg:w-2/5">{description}</Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        <RelativeTime date={editedAt} /> by {editedBy}
      </Td>
      <Td className="w-10 text-right">
        <RowMenu label={`Actions for ${path}`} entries={entriesFor({ workspace, resource, mayCopy, onCommand })} />
      </Td>
    </Tr>
  )
}

function entriesFor({ workspace, resource, mayCopy, onCommand }: ResourceRowProps) {
  const { path, mayWrite, resourceType } = resource
  const entries: MenuEntry[] = [
    { label: mayWrite ? 'Edit' : 'View', icon: <Pencil />, href: resourceHref(workspace, path) },
    ...(mayCopy ? [{ label: 'Duplicate', icon: <Copy />, onSelect: () => onCommand('duplicate') }] : []),
  ]
  if (!mayWrite) return entries
  const test: MenuEntry = { label: 'Test connection', icon: <PlugZap />, onSelect: () => onCommand('test') }
  return [
    ...entries,
    ...(findResourceType(resourceType)
      ? [test, { label: 'Doctor', icon: <Stethoscope />, href: doctorHref(workspace, path) }]
      : []),
    'separator' as const,
    { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => onCommand('delete') },
  ]
}
