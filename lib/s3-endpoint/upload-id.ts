import 'server-only'
import { isSigned, sign } from '@/lib/secrets/sign'
import { UploadNotFound } from '@/lib/storage/errors'
import type { MultipartUploads, UploadPlace } from '@/lib/storage/multipart'

const PURPOSE = 'ids of uploads at the S3 endpoint'
/** HMAC-SHA256 in base64url. */
const SIGNED = /^(.*)\.([\w-]{43})$/s

/** One upload of a store, in the workspace that it was begun in. */
type Upload = UploadPlace & { workspaceId: string; uploads: MultipartUploads }

/**
 * The id that a client is told. One that carries what the object shall be like (tags on S3, everything on Azure) is signed: nothing else
 * says later that this was checked when the upload was begun.
 */
export function tellUploadId(upload: Upload): string {
  if (!carriesMore(upload)) return upload.id
  return `${upload.id}.${sign(PURPOSE, messageOf(upload)).toString('base64url')}`
}

/** The id that the store gave. Throws `UploadNotFound` for one that carries what this server did not sign for that key. */
export function readUploadId({ id: told, ...rest }: Upload): string {
  const [, id, base64url] = SIGNED.exec(told) ?? []
  if (id !== undefined && base64url !== undefined && carriesMore({ ...rest, id })) {
    if (isSigned(PURPOSE, messageOf({ ...rest, id }), { base64url })) return id
    throw new UploadNotFound(rest.key)
  }
  if (carriesMore({ ...rest, id: told })) throw new UploadNotFound(rest.key)
  return told
}

/** What the server behind the store calls the upload: by that it is counted, whichever id it is named by. */
export function serverUploadId({ uploads, id }: Pick<Upload, 'uploads' | 'id'>): string {
  return uploads.serverId?.(id) ?? id
}

function carriesMore(upload: Pick<Upload, 'uploads' | 'id'>): boolean {
  return serverUploadId(upload) !== upload.id
}

function messageOf({ workspaceId, key, id }: Pick<Upload, 'workspaceId' | 'key' | 'id'>): string {
  return JSON.stringify([workspaceId, key, id])
}
