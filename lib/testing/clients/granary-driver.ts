import * as granary from '@/sdk/typescript/src/main'
import { type Arguments, type Client, outcomeOf, type Verb } from './driver'

type Options = granary.ConnectionOptions & granary.S3Options

/** Our own client in TypeScript. */
export const granaryClient: Client = {
  name: 'granary-client',
  lacks: {},
  tellsSentence: true,
  open: (place) => ({
    call: (verb, args, token) =>
      outcomeOf(
        () => actions[verb](args, { ...place, token, s3ResourcePath: args.resource }),
        (error) => (error instanceof granary.GranaryError ? error.status : null),
      ),
    close: async () => {},
  }),
}

const actions: Record<Verb, (args: Arguments, options: Options) => Promise<unknown>> = {
  writeText: (args, options) => write(args, bytesOf(args).toString(), options),
  writeBytes: (args, options) => write(args, bytesOf(args), options),
  writeBlob: (args, options) => write(args, new Blob([bytesOf(args)]), options),
  writeStream: (args, options) => write(args, new Blob([bytesOf(args)]).stream(), options),
  load: async ({ object }, options) => encode(await granary.loadS3File(file(object), options)),
  async loadStream({ object }, options) {
    const chunks: Uint8Array[] = []
    for await (const chunk of await granary.loadS3FileStream(file(object), options)) chunks.push(chunk)
    return encode(Buffer.concat(chunks))
  },
  async range({ object, start, end, last }, options) {
    const range = last === undefined ? { start: start ?? 0, end } : { last }
    return encode(await granary.readS3FileRange(file(object), range, options))
  },
  delete: ({ object }, options) => granary.deleteS3File(file(object), options),
  async list({ prefix, storage, pageSize }, options) {
    const keys: string[] = []
    for await (const { s3 } of granary.listS3Files({ ...options, prefix, storage, pageSize })) keys.push(s3)
    return keys
  },
  async head({ object }, options) {
    const { size, contentType, lastModified } = await granary.headS3File(file(object), options)
    return { size, contentType, age: Date.now() - lastModified.getTime() }
  },
  copy: ({ object, target, overwrite }, options) =>
    granary.copyS3File(file(object), file(target), { ...options, overwrite }),
  sign: ({ object, expirySecs }, options) => granary.signS3Object(file(object), { ...options, expirySecs }),
  signMany: ({ objects = [], expirySecs }, options) =>
    granary.signS3Objects(objects.map(file), { ...options, expirySecs }),
  url: ({ object, expirySecs }, options) =>
    granary.getPresignedS3PublicUrl(file(object), { ...options, expirySecs, publicBaseUrl: options.baseUrl }),
  urls: ({ objects = [] }, options) =>
    granary.getPresignedS3PublicUrls(objects.map(file), { ...options, publicBaseUrl: options.baseUrl }),
  getResource: ({ path, optional }, options) => granary.getResource(path, { ...options, undefinedIfEmpty: optional }),
  setResource: ({ path, value, type }, options) => granary.setResource(value, path, { ...options, resourceType: type }),
  getVariable: ({ path = '' }, options) => granary.getVariable(path, options),
  setVariable: ({ path = '', value, secret }, options) =>
    granary.setVariable(path, String(value), { ...options, isSecret: secret }),
  s3Settings: (_, options) => granary.denoS3LightClientSettings(options),
  boto3Settings: (_, options) => granary.boto3ConnectionSettings(options),
  polarsSettings: (_, options) => granary.polarsConnectionSettings(options),
  s3fsSettings: (_, options) => granary.s3fsConnectionSettings(options),
  duckdbSettings: (_, options) => granary.duckdbConnectionSettings(options),
}

function write(args: Arguments, content: granary.S3Content, options: Options) {
  const { object, contentType, contentDisposition, overwrite } = args
  const target = object === null || object === undefined ? undefined : file(object)
  return granary.writeS3File(target, content, { ...options, contentType, contentDisposition, overwrite })
}

/** A case names files as scripts in JavaScript do, also as ones that are none. */
export function file(object: Arguments['object']): granary.S3Object {
  return object as granary.S3Object
}

function bytesOf({ content = '', times = 1 }: Arguments): Buffer<ArrayBuffer> {
  const once = Buffer.from(content, 'base64')
  return Buffer.alloc(once.length * times, once)
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
