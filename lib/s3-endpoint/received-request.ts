import type { IncomingMessage } from 'node:http'

/** A request as its sender signed it: nothing decoded, nothing folded. */
export type ReceivedRequest = {
  method: string
  /** Path and query of the request line. */
  target: string
  /** By lower-case name, each with its values in their order. */
  headers: Readonly<Record<string, readonly string[]>>
}

/** What Node received; `target` where it was kept before somebody rewrote the address. */
export function receivedRequest({ method = '', url = '', rawHeaders }: IncomingMessage, target = url): ReceivedRequest {
  const headers: Record<string, string[]> = Object.create(null)
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? ''
    headers[name] = [...(headers[name] ?? []), rawHeaders[at + 1] ?? '']
  }
  return { method, target, headers }
}

/** The one value of a header; undefined when it is absent, null when it was sent more than once. */
export function singleHeader({ headers }: ReceivedRequest, name: string): string | undefined | null {
  const values = headers[name]
  if (values === undefined) return undefined
  return values.length === 1 ? values[0]?.trim() : null
}
