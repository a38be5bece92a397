import * as wmill from 'windmill-client'
import { type Arguments, type Client, outcomeOf, type Verb } from './driver'

type Action = (args: Arguments, workspace: string) => Promise<unknown>

const NO_SUCH = 'the published client has no such function'

/** The published client of npm, unmodified. It is one per process: token and address are set before each call. */
export const windmillClient: Client = {
  name: 'windmill-client',
  lacks: {
    writeBytes: 'the published client writes a Uint8Array as JSON; it wants a Blob',
    writeStream: 'the published client writes a stream as {}',
    range: NO_SUCH,
    copy: NO_SUCH,
    boto3Settings: NO_SUCH,
    s3fsSettings: NO_SUCH,
  },
  tellsSentence: false,
  open({ baseUrl, workspace }) {
    process.env.WM_WORKSPACE = workspace
    process.env.WM_BASE_URL = baseUrl
    return {
      async call(verb, args, token) {
        wmill.setClient(token, baseUrl)
        return outcomeOf(async () => actions[verb]?.(args, workspace), statusOf)
      },
      close: async () => {},
    }
  },
}

const actions: Partial<Record<Verb, Action>> = {
  writeText: (args) => write(args, Buffer.from(args.content ?? '', 'base64').toString()),
  writeBlob: (args) => write(args, new Blob([Buffer.from(args.content ?? '', 'base64')])),
  async load({ object, resource }) {
    const bytes = await wmill.loadS3File(file(object), resource)
    return Buffer.from(bytes ?? []).toString('base64')
  },
  async loadStream({ object, resource }) {
    const blob = await wmill.loadS3FileStream(file(object), resource)
    return Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)).toString('base64')
  },
  delete: ({ object, resource }, workspace) =>
    resource
      ? wmill.HelpersService.deleteS3File({ workspace, fileKey: partsOf(object).s3, s3ResourcePath: resource })
      : wmill.deleteS3File(file(object)),
  async list({ prefix, storage, pageSize = 1000, resource }, workspace) {
    const keys: string[] = []
    let marker: string | undefined
    do {
      const place = { workspace, storage, s3ResourcePath: resource }
      const page = await wmill.HelpersService.listStoredFiles({ ...place, maxKeys: pageSize, prefix, marker })
      if (page.restricted_access !== false) throw Object.assign(new Error('restricted'), { status: 403 })
      keys.push(...page.windmill_large_files.map(({ s3 }) => s3))
      marker = page.next_marker ?? undefined
    } while (marker !== undefined)
    return keys
  },
  async head({ object, resource }, workspace) {
    const { s3: fileKey, storage } = partsOf(object)
    const found = await wmill.HelpersService.loadFileMetadata({ workspace, fileKey, storage, s3ResourcePath: resource })
    const age = Date.now() - new Date(found.last_modified ?? 0).getTime()
    return { size: found.size_in_bytes, contentType: found.mime_type, age }
  },
  sign: ({ object, expirySecs }) => wmill.signS3Object(file(object), { expirySecs }),
  signMany: ({ objects = [], expirySecs }) => wmill.signS3Objects(objects.map(file), { expirySecs }),
  url: ({ object, expirySecs }) => wmill.getPresignedS3PublicUrl(file(object), { expirySecs }),
  urls: ({ objects = [] }) => wmill.getPresignedS3PublicUrls(objects.map(file)),
  getResource: ({ path, optional }) => wmill.getResource(path, optional),
  setResource: ({ path, value, type }) => wmill.setResource(value, path, type),
  getVariable: ({ path = '' }) => wmill.getVariable(path),
  setVariable: ({ path = '', value, secret }) => wmill.setVariable(path, String(value), secret),
  s3Settings: ({ resource }) => wmill.denoS3LightClientSettings(resource),
  polarsSettings: ({ resource }, workspace) =>
    wmill.HelpersService.polarsConnectionSettingsV2({ workspace, requestBody: { s3_resource_path: resource } }),
  duckdbSettings: ({ resource }, workspace) =>
    wmill.HelpersService.duckdbConnectionSettingsV2({ workspace, requestBody: { s3_resource_path: resource } }),
}

function write({ object, resource, contentType, contentDisposition }: Arguments, content: string | Blob) {
  const target = object === null || object === undefined ? undefined : file(object)
  return wmill.writeS3File(target, content, resource, contentType, contentDisposition)
}

/** A case names files as scripts in JavaScript do, also as ones that are none. */
function file(object: Arguments['object']): wmill.S3Object {
  return object as wmill.S3Object
}

/** The services that are generated take key and storage apart. */
function partsOf(object: Arguments['object']): { s3: string; storage?: string } {
  const named = file(object)
  if (typeof named !== 'string') return named
  const [, storage, s3 = ''] = /^s3:\/\/([^/]*)\/(.+)$/s.exec(named) ?? []
  return { s3, storage: storage || undefined }
}

/** Calls of the generated services tell it; the others write it into their message. */
function statusOf(error: unknown): number | null {
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status
  const written = /Failed to load S3 file: (\d{3})/.exec(error instanceof Error ? error.message : '')
  return written ? Number(written[1]) : null
}
