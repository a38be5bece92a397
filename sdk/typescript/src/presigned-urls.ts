import { publicUrl, resolveConnection } from './connection.ts'
import { encodePath } from './request.ts'
import { parseS3Object, type S3Object, type S3ObjectRecord } from './s3-object.ts'
import { type SignOptions, signS3Objects } from './sign-s3-objects.ts'

export interface UrlOptions extends SignOptions {
  /** What the links start with; `WM_BASE_URL`, then the address that requests go to. */
  publicBaseUrl?: string
}

/** Links that anybody can open until they expire. Files that carry a signature are not signed again. */
export async function getPresignedS3PublicUrls(objects: S3Object[], options: UrlOptions = {}): Promise<string[]> {
  const parsed = objects.map(parseS3Object)
  const unsigned = parsed.filter(({ presigned }) => presigned === undefined)
  const signed = unsigned.length > 0 ? (await signS3Objects(unsigned, options)).values() : [].values()
  return parsed.map((object) => {
    const ready = object.presigned === undefined ? signed.next().value : object
    return urlOf(ready ?? object, options)
  })
}

/** A link to one file. */
export async function getPresignedS3PublicUrl(object: S3Object, options: UrlOptions = {}): Promise<string> {
  const [url] = await getPresignedS3PublicUrls([object], options)
  if (!url) throw new TypeError('The server signed nothing.')
  return url
}

function urlOf({ s3, storage, presigned }: S3ObjectRecord, options: UrlOptions): string {
  const base = (options.publicBaseUrl ?? publicUrl(options)).replace(/\/+$/, '')
  const { workspace } = resolveConnection(options)
  const place = `w/${encodeURIComponent(workspace)}/s3_proxy/${storage ?? '_default_'}`
  return `${base}/api/${place}/${encodePath(s3)}?${presigned}`
}
