import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireBrowsing } from '@/lib/objects/require-browsing'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { isSamePlace } from './copy-content'
import { noCounts } from './counts'
import { summarize } from './describe-transfer'
import { getTransfer } from './get-transfer'
import { START } from './place'
import type { CreateTransfer, Transfer } from './schema'
import { insertTransfer } from './store'
import { pokeTransferWorker } from './transfer-worker'

/**
 * Begins to copy or move files and folders from storage to storage. Refused at once is what cannot be done at all; what single
 * objects meet is told by the transfer.
 */
export async function createTransfer(ctx: Context, input: CreateTransfer): Promise<Transfer> {
  requireDeveloper(ctx)
  const [source, target] = await Promise.all([ctx.openStorage(input.source), ctx.openStorage(input.target)])
  for (const prefix of input.prefixes) requireBrowsing(source, prefix)
  requireSomeRight(input, source, target)
  if (input.source === input.target || isSamePlace(source, target)) requireElsewhere(input)
  const { from, to, keys, prefixes, kind, dryRun, conflict, verify } = input
  const id = randomUUID()
  await insertTransfer({
    ...{ ...starterOf(ctx), id, kind, dryRun, conflict, verify },
    ...{ source: input.source, target: input.target, fromPrefix: from, toPrefix: to },
    ...{ selection: JSON.stringify({ keys, prefixes }), summary: summarize({ keys, prefixes }), retryOf: null },
    ...{ place: JSON.stringify(START), counts: JSON.stringify(noCounts) },
  })
  await recordAudit(ctx, {
    ...{ operation: 'transfers.create', action: 'create', resource: from, storage: input.source },
    parameters: { transfer: id, kind, dryRun, to, toStorage: input.target, files: keys.length, folders: prefixes },
  })
  pokeTransferWorker()
  return getTransfer(ctx, { id })
}

/** Whose rights a transfer uses, and what it ends with. */
export function starterOf({ workspace, person, credential, address }: Context) {
  const bySession = { tokenId: null, sessionVersion: person.sessionVersion }
  const proof = credential.kind === 'token' ? { tokenId: credential.id, sessionVersion: null } : bySession
  return { workspaceId: workspace.id, userId: person.id, ...proof, address }
}

/** Throws `forbidden` when not even one of the named files could be transferred. What lies in folders is seen later. */
function requireSomeRight(
  { kind, keys, prefixes, from, to }: CreateTransfer,
  source: OpenStorage,
  target: OpenStorage,
) {
  const needed = kind === 'move' ? (['read', 'delete'] as const) : (['read'] as const)
  const there = (key: string) => to + key.slice(from.length)
  const isPossible = (key: string) => needed.every((each) => source.may(each, key)) && target.may('write', there(key))
  const [first] = keys
  if (first === undefined || prefixes.length > 0 || keys.some(isPossible)) return
  for (const each of needed) source.authorize(each, first)
  target.authorize('write', there(first))
}

/** Throws `invalid` for what would go where it is, or into itself. */
function requireElsewhere({ kind, conflict, from, to, prefixes }: CreateTransfer): void {
  if (from === to && !(kind === 'copy' && conflict === 'keep_both'))
    throw new AppError('invalid', 'They are in this folder already. Choose another one.')
  const inside = prefixes.find((prefix) => (from === to ? false : to.startsWith(prefix)))
  if (inside !== undefined)
    throw new AppError('invalid', `The folder ${JSON.stringify(inside)} cannot go into itself. Choose another one.`)
}
