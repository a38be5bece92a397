/** The message of a failure that our API told as one line of text, `<Prefix>: <message>`. */
export function errorLine(body: string): string {
  return body
    .slice(0, 2000)
    .replace(/^(Not found|Not authorized|Permission denied|Bad request|Conflict|Unavailable|Internal): /, '')
}
