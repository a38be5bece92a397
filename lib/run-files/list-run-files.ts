import 'server-only'
import type { Context } from '@/lib/auth/context'
import type { ObjectTarget } from '@/lib/objects/schema'
import { requireRun } from '@/lib/runs/require-run'
import { runStatuses } from '@/lib/runs/schema'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { flushFileUses } from './note-file-use'
import { type FileRun, fileAccessSchema, MAX_LISTED, type RunFileUse } from './schema'
import { listFilesOfRun, listFilesOfRuns, listRunsOfFile } from './store'

const MAX_RUNS = 50

/** The files that a run was seen to read, write and delete. Throws `not_found` for a run that the actor may not see. */
export async function listRunFiles(ctx: Context, { id }: { id: string }): Promise<RunFileUse[]> {
  await requireRun(ctx, id)
  await flushFileUses()
  return (await listFilesOfRun(id, MAX_LISTED)).map((row) => ({ ...useOf(row), storage: row.storage, s3: row.key }))
}

/** The runs that the actor may see among those that read, wrote or deleted a file which they may read. */
export async function listFileRuns(ctx: Context, { storage, file_key: key }: ObjectTarget): Promise<FileRun[]> {
  const opened = await ctx.openStorage(storage)
  opened.authorize('read', key)
  await flushFileUses()
  const rows = await listRunsOfFile({
    ...{ workspaceId: ctx.workspace.id, storage: opened.name || PRIMARY_STORAGE, key, take: MAX_RUNS },
    userId: ctx.isAdmin ? undefined : ctx.person.id,
  })
  return rows.map(({ run, ...row }) => ({
    ...{ ...useOf(row), job: run.id, script_path: run.scriptPath },
    status: runStatuses.find((status) => status === run.status) ?? 'failure',
  }))
}

type Row = { access: string; bytes: bigint; requests: number; unseen: number; firstAt: Date; lastAt: Date }

function useOf({ access, bytes, requests, unseen, firstAt, lastAt }: Row) {
  return {
    ...{ access: fileAccessSchema.parse(access), bytes: Number(bytes), requests, unseen },
    ...{ first_at: firstAt.toISOString(), last_at: lastAt.toISOString() },
  }
}

const MAX_USES = 20_000

/** The same of many runs, whose readers the caller has found out. */
export async function listFileUsesOfRuns(runIds: readonly string[]) {
  await flushFileUses()
  const rows = await listFilesOfRuns(runIds, MAX_USES)
  return rows.map(({ runId, storage, key, access, bytes }) => ({
    ...{ runId, storage, key, bytes: Number(bytes) },
    access: fileAccessSchema.parse(access),
  }))
}
