import 'server-only'
import type { Transaction } from './serializably'

/** `by`: whoever moves it. */
type Moved = { workspaceId: string; kind: 'script' | 'flow'; path: string; to: string; by: string }

/**
 * What runs an item by its path follows it to its new one: its schedules, and the webhooks of a script. Whatever is put at the old path
 * next is not run with the rights of their owners. Those of other people follow within the folder alone: whoever may write elsewhere
 * is not whom they trusted with their rights. In the transaction that moves the item.
 */
export async function moveCallers(tx: Transaction, { workspaceId, kind, path, to, by }: Moved): Promise<void> {
  if (to === path) return
  const isFlow = kind === 'flow'
  const whose = folderOf(path) === folderOf(to) ? undefined : by
  const schedules = { workspaceId, isFlow, scriptPath: path, ownerId: whose }
  await tx.schedule.updateMany({ where: schedules, data: { scriptPath: to } })
  if (isFlow) return
  await tx.apiToken.updateMany({ where: { workspaceId, script: path, userId: whose }, data: { script: to } })
}

/** `u/<user>` or `f/<folder>`: who may write below it is decided there. */
function folderOf(path: string): string {
  return path.split('/', 2).join('/')
}
