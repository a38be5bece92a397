import 'server-only'
import { type Context, createContext } from '@/lib/auth/context'
import { createContextOfToken } from '@/lib/auth/token-context'
import { AppError } from '@/lib/errors'
import { findStorageOfBucket } from '@/lib/storage-settings/find-storage-of-bucket'
import { listStorageNames } from '@/lib/storage-settings/list-storages'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { listWorkspaces } from '@/lib/workspaces/list-workspaces'
import type { Signed } from './authenticate'
import type { OpenBucket, S3Caller } from './s3-call'
import { S3Failure } from './s3-failure'

type In = { workspaceId: string; address: string }

/** The caller at the endpoint of one workspace: buckets are its storages. */
export async function workspaceCaller(signed: Signed, { workspaceId, address }: In): Promise<S3Caller> {
  const person = await personOf(signed, address)
  const ctx = await createContext(person, workspaceId)
  return {
    ...signed,
    open: (bucket) => openBucket(ctx, bucket, bucket),
    listBuckets: async () => storagesOf(ctx),
  }
}

/** The caller at the endpoint of all workspaces: buckets are `<workspace>.<storage>`, or the workspace alone for its primary storage. */
export async function rootCaller(signed: Signed, address: string): Promise<S3Caller> {
  const person = await personOf(signed, address)
  const enter = async (bucket: string, workspace: string) => {
    const ctx = await createContext(person, workspace).catch(nullIfMissing)
    if (!ctx) throw noSuchBucket(bucket)
    return ctx
  }
  return {
    ...signed,
    async open(bucket) {
      const [, workspace = '', storage = PRIMARY_STORAGE] = /^([^.]*)(?:\.(.+))?$/s.exec(bucket) ?? []
      return openBucket(await enter(bucket, workspace), bucket, storage)
    },
    async listBuckets() {
      const contexts = (await listWorkspaces(person)).map(({ id }) => createContext(person, id).catch(nullIfMissing))
      const names = (await Promise.all(contexts)).map(async (ctx) =>
        ctx ? (await storagesOf(ctx)).map((name) => `${ctx.workspace.id}.${name}`) : [],
      )
      return (await Promise.all(names)).flat()
    },
  }
}

async function personOf({ signature }: Signed, address: string) {
  const person = await createContextOfToken(signature.accessKey, address)
  if (person.credential.kind === 'token' && person.credential.scope.script !== null)
    throw new S3Failure('AccessDenied', 'This token is only for running a script.')
  return person
}

async function openBucket(ctx: Context, bucket: string, name: string): Promise<OpenBucket> {
  const storage = await findStorageOfBucket(ctx, name)
  const bound = boundTo(ctx)
  if (storage === null || (bound !== null && bound !== storage)) throw noSuchBucket(bucket)
  return { ctx, storage, opened: await ctx.openStorage(storage) }
}

/** Their names are told to every member; a token that is bound to one storage knows of no other. */
async function storagesOf(ctx: Context): Promise<string[]> {
  const bound = boundTo(ctx)
  const names = await listStorageNames(ctx, { include_default: 'true' })
  return names.filter((name) => bound === null || name === bound)
}

function boundTo({ credential }: Context): string | null {
  return credential.kind === 'token' ? credential.scope.storage : null
}

function noSuchBucket(bucket: string): S3Failure {
  return new S3Failure('NoSuchBucket', `There is no storage ${JSON.stringify(bucket)}.`)
}

function nullIfMissing(error: unknown): null {
  if (error instanceof AppError && error.code === 'not_found') return null
  throw error
}
