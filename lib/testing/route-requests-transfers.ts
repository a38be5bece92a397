import { contextOf } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { createTransfer } from '@/lib/transfers/create-transfer'
import { createTransferSchema } from '@/lib/transfers/schema'
import type { RouteRequest } from './route-requests'

const asked = { kind: 'copy', keys: ['known.txt'], to: 'copied/' } as const

/** A transfer of ada's that has come so far, with one failure. */
const transferThatIs = (status: string) => async (): Promise<Record<string, string>> => {
  const client = await db()
  const ada = await client.membership.findFirstOrThrow({ where: { workspaceId: 'lab', username: 'ada' } })
  const ctx = await contextOf(ada.userId, { workspaceId: 'lab' })
  const { id } = await createTransfer(ctx, createTransferSchema.parse(asked))
  const failures = { create: { key: 'known.txt', target: 'copied/known.txt', reason: 'for a test' } }
  await client.transfer.update({ where: { id }, data: { status, failures } })
  return { id }
}

const TRANSFERS = '/api/w/:workspace/transfers'

/** Requests to the routes of transfers. */
export const transferRequests: Record<string, RouteRequest> = {
  [`POST ${TRANSFERS}/create`]: { json: asked },
  [`GET ${TRANSFERS}/list`]: {},
  [`GET ${TRANSFERS}/get/:id`]: { before: transferThatIs('waiting'), finds: 404 },
  [`GET ${TRANSFERS}/failures/:id`]: { before: transferThatIs('done'), finds: 404 },
  [`GET ${TRANSFERS}/failures_csv/:id`]: { before: transferThatIs('done'), finds: 404 },
  [`POST ${TRANSFERS}/pause/:id`]: { before: transferThatIs('running'), finds: 404 },
  [`POST ${TRANSFERS}/resume/:id`]: { before: transferThatIs('paused'), finds: 404 },
  [`POST ${TRANSFERS}/cancel/:id`]: { before: transferThatIs('running'), finds: 404 },
  [`POST ${TRANSFERS}/retry/:id`]: { before: transferThatIs('done'), json: {}, finds: 404 },
  [`DELETE ${TRANSFERS}/delete/:id`]: { before: transferThatIs('done'), finds: 404 },
}
