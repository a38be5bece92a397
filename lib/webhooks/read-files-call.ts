import 'server-only'
import { randomInt } from 'node:crypto'
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

/** Of a form: an argument of the script each. */
const MAX_PARTS = 1000
/** The largest that `randomInt` takes. */
const MAX_RANDOM = 2 ** 48 - 1

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
    const described = { storage: call.storage, content_type: type, file_key: freshKey(file_extension) }
    const upload = parse(uploadSchema, described)
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
  let count = 0
  for await (const part of readMultipart(body, contentType)) {
    count += 1
    if (count > MAX_PARTS) throw new AppError('invalid', `A form has at most ${MAX_PARTS} files and fields.`)
    const value =
      part.filename === null
        ? await readField(part, room)
        : await keep(Readable.from(part.body, { objectMode: false }), part)
    room -= Buffer.byteLength(part.name) + Buffer.byteLength(JSON.stringify(value))
    if (room < 0) throw tooLarge()
    const values = found.get(part.name)
    if (values) values.push(value)
    else found.set(part.name, [value])
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
}

async function readField({ name, contentType, body }: Part, room: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > room) throw tooLarge()
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

function tooLarge(): AppError {
  return new AppError('invalid', 'The fields of the form are larger than 2 MiB. Send large things as files.')
}

/** In the form of the keys that are invented for uploads, but nobody guesses it. */
function freshKey(extension = 'file'): string {
  return `windmill_uploads/upload_${Date.now()}_${randomInt(MAX_RANDOM)}.${extension}`
}

/** Under fresh keys that nobody else can have guessed. */
async function discard(ctx: Context, storage: string | undefined, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const target = parse(uploadSchema, { storage })
  await openTarget(ctx, target)
    .then((opened) => opened.authorize('write', keys).remove(keys))
    .catch((error) => console.error('[webhooks] the files of a call that did not start could not be removed', error))
}
