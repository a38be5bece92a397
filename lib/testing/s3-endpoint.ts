import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import * as s3 from '@aws-sdk/client-s3'
import type { Context } from '@/lib/auth/context'
import { createToken } from '@/lib/tokens/create-token'
import { type CreateToken, createTokenSchema } from '@/lib/tokens/schema'
import { testContext } from './context'
import { type RawRequest, signedRequest } from './signed-request'
import { startStorageApi } from './storage-api'

/** Where objects lie that tests speak of. */
export const at = (Key: string) => ({ Bucket: '_default_', Key })

export type S3Endpoint = Awaited<ReturnType<typeof startS3Endpoint>>

/** The S3 endpoint of `lab` over a real folder, with a token of an admin and Amazon's own SDK that signs with it. */
export async function startS3Endpoint() {
  const api = await startStorageApi()
  const grace = await testContext({ username: 'grace', role: 'admin' })
  const token = await tokenOf(grace)
  const client = endpointClient(api.endpoint, token)
  return {
    ...{ api, grace, token, client },
    /** Another client, with a token of these limits. */
    limited: async (limits: Partial<CreateToken>) =>
      endpointClient(api.endpoint, await tokenOf(grace, { workspaceId: 'lab', storage: '_default_', ...limits })),
    put: (Key: string, Body: s3.PutObjectCommandInput['Body'], more = {}, by = client) =>
      by.send(new s3.PutObjectCommand({ ...at(Key), Body, ...more })),
    raw: (request: RawRequest) => signedRequest(api.endpoint, token, request),
    rawPut: (key: string, request: Partial<RawRequest>) =>
      signedRequest(api.endpoint, token, { method: 'PUT', path: `/api/w/lab/s3_proxy/_default_/${key}`, ...request }),
    /** What the store has, behind the endpoint's back. */
    async stored(key: string): Promise<string> {
      const { body } = await api.store.read(key)
      return Buffer.concat(await body.toArray()).toString()
    },
  }
}

export const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')
export const md5 = (text: string) => createHash('md5').update(text).digest('base64')

export function crc(text: string | Buffer): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(text))
  return bytes.toString('base64')
}

/** A new token of that person, whole. */
export async function tokenOf(ctx: Context, limits: Partial<CreateToken> = {}): Promise<string> {
  return (await createToken(ctx, createTokenSchema.parse({ label: 'sdk', expiresAt: null, ...limits }))).token
}

/** A token as the keys of S3 tools. */
export function keysOf(token: string): { accessKeyId: string; secretAccessKey: string } {
  const dot = token.lastIndexOf('.')
  return { accessKeyId: token.slice(0, dot), secretAccessKey: token.slice(dot + 1) }
}

/** Amazon's own SDK at the endpoint of the workspace `lab`. */
export function endpointClient(origin: string, token: string, more: Partial<s3.S3ClientConfig> = {}): s3.S3Client {
  const endpoint = `${origin}/api/w/lab/s3_proxy`
  const fixed = { endpoint, region: 'us-east-1', forcePathStyle: true, maxAttempts: 1 }
  return new s3.S3Client({ ...fixed, credentials: keysOf(token), ...more })
}

/** Status and code of a refusal. */
export async function refusalOf(sent: Promise<unknown>): Promise<[number | undefined, string]> {
  const error = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof s3.S3ServiceException)) throw new Error('It was not refused', { cause: error })
  return [error.$metadata.httpStatusCode, error.name]
}

/** A refusal with its words. */
export async function refused(sent: Promise<unknown>): Promise<[number | undefined, string, string]> {
  const error = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof s3.S3ServiceException)) throw new Error('It was not refused', { cause: error })
  return [error.$metadata.httpStatusCode, error.name, error.message]
}
