import 'server-only'
import { Readable } from 'node:stream'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { openTarget } from '@/lib/objects/open-target'
import { uploadSchema } from '@/lib/objects/schema'
import { uploadObject } from '@/lib/objects/upload-object'
import { parse } from '@/lib/parse'
import { MAX_ARGS_BYTES } from '@/lib/runs/limits'
import type { RunArgs } from '@/lib/runs/schema'
import { type Part, readMultipart } from './multipart'

/** Whether a call of a script carries files: a form, or a body that is the argument which the address names. */
export function isFilesCall(contentType: string | undefined, arg: string | undefined): boolean {
  return arg !== undefined || /^multipart\/form-data\b/i.test(contentType ?? '')
}

export type FilesCall = {
  contentType: string
  body: Readable
  signal: AbortSignal
  /** The argument that the whole body is, and what the file is called; otherwise it is a form. */
  arg?: string
  filename?: string
  storage?: string
}

type Value = Record<string, string>
type Target = { contentType: string | null; filename: string | null }

/**
 * Streams the files of a call to a storage, with the rights of the caller, and passes the arguments with an S3Object for each to
 * `start`. Whatever was stored is removed when it cannot start.
 */
export async function withFiles<T>(ctx: Context, call: FilesCall, start: (args: RunArgs) => Promise<T>): Promise<T> {
  const stored: string[] = []
  const keep = async (body: Readable, { contentType, filename }: Target): Promise<Value> => {
    const file_extension = /\.([A-Za-z0-9]{1,16})$/.exec(filename ?? '')?.[1]
    const type = contentType ?? undefined
    const upload = parse(uploadSchema, { storage: call.storage, file_extension, content_type: type })
    const { file_key: key } = await uploadObject(ctx, upload, { stream: body, size: undefined, signal: call.signal })
    stored.push(key)
    return { s3: key, ...(call.storage && { storage: call.storage }), ...(filename && { filename }) }
  }
  try {
    const args =
      call.arg === undefined
        ? await readForm(call, keep)
        : { [call.arg]: await keep(call.body, { contentType: call.contentType, filename: call.filename ?? null }) }
    call.signal.throwIfAborted()
    return await start(args)
  } catch (error) {
    await discard(ctx, call.storage, stored)
    throw error
  }
}

type Keep = (body: Readable, target: Target) => Promise<Value>

async function readForm({ body, contentType }: FilesCall, keep: Keep): Promise<RunArgs> {
  const found = new Map<string, unknown[]>()
  let room = MAX_ARGS_BYTES
  for await (const part of readMultipart(body, contentType)) {
    const value =
      part.filename === null
        ? await readField(part, room)
        : await keep(Readable.from(part.body, { objectMode: false }), part)
    room -= part.filename === null ? Buffer.byteLength(JSON.stringify(value)) : 0
    found.set(part.name, [...(found.get(part.name) ?? []), value])
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
}

async function readField({ name, contentType, body }: Part, room: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > room)
      throw new AppError('invalid', 'The fields of the form are larger than 2 MiB. Send large things as files.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  if (!/^application\/json\b/i.test(contentType ?? '')) return text
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('invalid', `The field ${name} of the form is no JSON.`, { cause })
  }
}

/** Under fresh keys: nobody else can have written there. */
async function discard(ctx: Context, storage: string | undefined, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const target = parse(uploadSchema, { storage })
  await openTarget(ctx, target)
    .then((opened) => opened.authorize('write', keys).remove(keys))
    .catch((error) => console.error('[webhooks] the files of a call that did not start could not be removed', error))
}
