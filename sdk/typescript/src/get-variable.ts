import type { ConnectionOptions } from './connection.ts'
import { encodePath, requestJson } from './request.ts'

/** The value of a variable, decrypted. */
export async function getVariable(path: string, options: ConnectionOptions = {}): Promise<string> {
  return requestJson(options, { path: `variables/get_value/${encodePath(variablePath(path))}` })
}

/** A path without the `$var:` or `var://` that scripts write before it. */
export function variablePath(path: string): string {
  return path.replace(/^(?:\$var:|var:\/\/)/, '')
}
