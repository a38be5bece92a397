import http, { type IncomingHttpHeaders } from 'node:http'
import { listen } from './listen'

/** A request that a vendor refuses: the status and S3's code, or null when it lets the request pass. */
type Rule = (request: {
  headers: IncomingHttpHeaders
  method: string
  /** As it goes over the wire, without the query. */
  path: string
  query: URLSearchParams
}) => [number, string] | null

const isChunked: Rule = ({ headers }) =>
  /aws-chunked|STREAMING/.test(`${headers['content-encoding']} ${headers['x-amz-content-sha256']}`)
    ? [501, 'NotImplemented']
    : null
const has = (headers: IncomingHttpHeaders, pattern: RegExp) => Object.keys(headers).some((name) => pattern.test(name))
const isMultiDelete = (method: string, query: URLSearchParams) => method === 'POST' && query.has('delete')

/** What vendors are documented to refuse, by the reports of their users. */
export const DIALECTS: Record<string, Rule> = {
  'Cloudflare R2': (request) =>
    has(request.headers, /^x-amz-(checksum|sdk-checksum)/) ? [501, 'NotImplemented'] : isChunked(request),
  'Google Cloud Storage': (request) => {
    if (has(request.headers, /^x-amz-(checksum|sdk-checksum)/)) return [400, 'ExcessHeaderValues']
    return isChunked(request) && [403, 'SignatureDoesNotMatch']
  },
  'Oracle OCI': (request) => {
    const { headers, method, query } = request
    if (isMultiDelete(method, query) && !headers['content-md5']) return [400, 'MissingContentMD5']
    return isChunked(request)
  },
  'Alibaba OSS': (request) => {
    const { headers, method, query } = request
    if (isMultiDelete(method, query) && !headers['content-md5']) return [400, 'MissingArgument']
    return isChunked(request) && [400, 'InvalidArgument']
  },
  'Backblaze B2': ({ headers }) => (headers['x-amz-sdk-checksum-algorithm'] ? [400, 'InvalidRequest'] : null),
  'no bulk delete': ({ method, query }) => (isMultiDelete(method, query) ? [501, 'NotImplemented'] : null),
  'no conditional writes': ({ headers, method }) =>
    method !== 'GET' && headers['if-none-match'] ? [501, 'NotImplemented'] : null,
}

export interface DialectProxy {
  endpoint: string
  close(): Promise<void>
}

/** Stands in front of a real server, passes everything through unchanged, and refuses what the rule says. */
export async function dialectProxy(upstream: string, rule: Rule): Promise<DialectProxy> {
  const { hostname, port } = new URL(upstream)
  return listen(
    http.createServer((request, response) => {
      const { headers, method = 'GET', url = '/' } = request
      const [path = '', query] = url.split('?')
      const refused = rule({ headers, method, path, query: new URLSearchParams(query) })
      if (refused) {
        request.resume()
        return void response
          .writeHead(refused[0], { 'content-type': 'application/xml' })
          .end(`<Error><Code>${refused[1]}</Code></Error>`)
      }
      // The Host header stays that of the proxy, so that the signature still holds upstream.
      const forward = http.request({ hostname, port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(response)
      })
      forward.on('error', () => response.destroy())
      request.pipe(forward)
    }),
  )
}
