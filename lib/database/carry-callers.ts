import 'server-only'
import type { Transaction } from './serializably'

type Place = { workspaceId: string; kind: 'script' | 'flow'; path: string }

/**
 * What runs an item by its path follows it to its new one: its schedules, and the webhooks of a script. Whatever is put at the old path
 * next is not run with the rights of their owners. In the transaction that moves the item.
 */
export async function moveCallers(tx: Transaction, { workspaceId, kind, path }: Place, to: string): Promise<void> {
  if (to === path) return
  const isFlow = kind === 'flow'
  await tx.schedule.updateMany({ where: { workspaceId, isFlow, scriptPath: path }, data: { scriptPath: to } })
  if (!isFlow) await tx.apiToken.updateMany({ where: { workspaceId, script: path }, data: { script: to } })
}
