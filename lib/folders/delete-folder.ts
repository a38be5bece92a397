import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { getOwnedFolder } from './get-owned-folder'
import type { NamedFolder } from './schema'
import { type FolderContent, removeEmptyFolder } from './store'

/** Deletes an empty folder. For its owners and admins. Throws `conflict`, saying what lies in it, otherwise. */
export async function deleteFolder(ctx: Context, { name }: NamedFolder): Promise<NamedFolder> {
  await getOwnedFolder(ctx, name)
  const content = await removeEmptyFolder(ctx.workspace.id, name)
  const named = describeContent(content)
  if (named) throw new AppError('conflict', `f/${name} is not empty: ${named} in it. Move or delete them first.`)
  forgetIdentities()
  await recordAudit(ctx, { operation: 'folder.delete', action: 'delete', resource: `f/${name}` })
  return { name }
}

/** `1 resource and 2 scripts lie`; '' for nothing. */
function describeContent({ resources, variables, scripts, flows }: FolderContent): string {
  const counted = [count(resources, 'resource'), count(variables, 'variable'), count(scripts, 'script')]
  const parts = [...counted, count(flows, 'pipeline')].filter(Boolean)
  if (parts.length === 0) return ''
  const verb = resources + variables + scripts + flows === 1 ? 'lies' : 'lie'
  const last = parts.pop()
  return `${parts.length ? `${parts.join(', ')} and ${last}` : last} ${verb}`
}

function count(number: number, noun: string): string {
  if (number === 0) return ''
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`
}
