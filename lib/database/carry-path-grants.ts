import 'server-only'
import type { Transaction } from './serializably'

type Place = { workspaceId: string; kind: 'resource' | 'variable' | 'script' | 'flow'; path: string }

/** The extra permissions of an item follow it to its new path. In the transaction that moves the item. */
export async function movePathGrants(tx: Transaction, place: Place, path: string): Promise<void> {
  if (path === place.path) return
  // Nothing lies there, so nobody may have kept a permission for it.
  await dropPathGrants(tx, { ...place, path })
  await tx.pathGrant.updateMany({ where: place, data: { path } })
}

/** The extra permissions of an item end with it, so that what is put there next begins without. In the same transaction. */
export async function dropPathGrants(tx: Transaction, { workspaceId, kind, path }: Place): Promise<void> {
  await tx.pathGrant.deleteMany({ where: { workspaceId, kind, path } })
}
