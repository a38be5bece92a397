import 'server-only'
import { randomInt } from 'node:crypto'
import type { Readable } from 'node:stream'
import { lookup } from 'mime-types'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { auditedObject } from './audited-object'
import { openTarget } from './open-target'
import type { Upload } from './schema'

type Body = { stream: Readable; size: number | undefined; signal: AbortSignal }

/** Streams a body into the store and answers its key. A broken body, or one of another size than announced, leaves nothing. */
export async function uploadObject(ctx: Context, input: Upload, { stream, size, signal }: Body) {
  const key = keyToWrite(input)
  const store = (await openTarget(ctx, input)).authorize('write', key)
  await store.write(key, stream, { ...writeAttributes(key, input), overwrite: input.overwrite, size, signal })
  await recordAudit(ctx, { operation: 'objects.upload', action: 'create', ...auditedObject(input, key) })
  return { file_key: key }
}

type Described = Pick<Upload, 'file_key' | 'file_extension' | 'content_type' | 'content_disposition'>

/** The key that was named, or a new one. */
export function keyToWrite({ file_key, file_extension }: Described): string {
  return file_key || inventKey(file_extension)
}

/** What is stored of a file beside its bytes. */
export function writeAttributes(key: string, { content_type, content_disposition }: Described) {
  return {
    contentType: content_type || lookup(key) || 'application/octet-stream',
    contentDisposition: content_disposition || 'inline',
  }
}

/** The form of key that users of the published clients know: `windmill_uploads/upload_<unix ms>_<0..65535>.<ext>`. */
function inventKey(extension = ''): string {
  return `windmill_uploads/upload_${Date.now()}_${randomInt(65536)}.${extension.replace(/^\./, '') || 'file'}`
}
