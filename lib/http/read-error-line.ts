import { errorPrefixes } from './error-prefixes'

const PREFIX = new RegExp(`^(${Object.values(errorPrefixes).join('|')}): `)

/** The message of a failure that our API told as one line of text, `<Prefix>: <message>`. */
export function readErrorLine(body: string): string {
  return body.slice(0, 2000).replace(PREFIX, '')
}
