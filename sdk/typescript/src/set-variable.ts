import type { ConnectionOptions } from './connection.ts'
import { variablePath } from './get-variable.ts'
import { encodePath, request, requestJson } from './request.ts'

export interface SetVariableOptions extends ConnectionOptions {
  /** Whether a variable that has to be made is secret. Default false. */
  isSecret?: boolean
  /** Of a variable that has to be made. */
  description?: string
}

/** Replaces the value of a variable, or makes the variable. */
export async function setVariable(path: string, value: string, options: SetVariableOptions = {}): Promise<void> {
  const plain = variablePath(path)
  const { isSecret: is_secret = false, description = '' } = options
  const there = await requestJson<boolean>(options, { path: `variables/exists/${encodePath(plain)}` })
  await request(
    options,
    there
      ? { method: 'POST', path: `variables/update/${encodePath(plain)}`, json: { value } }
      : { method: 'POST', path: 'variables/create', json: { path: plain, value, is_secret, description } },
  )
}
