import { type ConnectionOptions, resolveConnection } from './connection.ts'
import { environment } from './environment.ts'
import { GranaryError } from './granary-error.ts'
import { encodePath, requestJson } from './request.ts'

export interface ResourceOptions extends ConnectionOptions {
  /** Answers undefined instead of throwing when there is no such resource. */
  undefinedIfEmpty?: boolean
}

/**
 * The value of a resource, with the variables and resources that it refers to put in. The caller names its shape. Without
 * a path it is the state of the running script (`WM_STATE_PATH`).
 */
export async function getResource<T = unknown>(path?: string, options: ResourceOptions = {}): Promise<T | undefined> {
  const plain = resourcePath(path)
  try {
    return await requestJson<T>(options, { path: `resources/get_value_interpolated/${encodePath(plain)}` })
  } catch (error) {
    if (options.undefinedIfEmpty && error instanceof GranaryError && error.code === 'not_found') return undefined
    throw error
  }
}

/** A path without the `$res:` or `res://` that scripts write before it. */
export function resourcePath(path: string | undefined): string {
  const given = path ?? environment('WM_STATE_PATH_NEW') ?? environment('WM_STATE_PATH')
  if (!given) throw new TypeError(`Name a resource of the workspace ${resolveConnection({}).workspace}.`)
  return given.replace(/^(?:\$res:|res:\/\/)/, '')
}
