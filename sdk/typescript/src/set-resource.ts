import type { ConnectionOptions } from './connection.ts'
import { resourcePath } from './get-resource.ts'
import { encodePath, request, requestJson } from './request.ts'

export interface SetResourceOptions extends ConnectionOptions {
  /** Type of the resource when it has to be made. Without one a resource that is not there is an error. */
  resourceType?: string
}

/** Replaces the value of a resource, or makes the resource. Without a path it is the state of the running script. */
export async function setResource(value: unknown, path?: string, options: SetResourceOptions = {}): Promise<void> {
  const plain = resourcePath(path)
  const { resourceType: resource_type } = options
  const there = await requestJson<boolean>(options, { path: `resources/exists/${encodePath(plain)}` })
  if (!there && resource_type === undefined)
    throw new TypeError(`There is no resource ${plain}. Name its type to make it.`)
  await request(
    options,
    there
      ? { method: 'POST', path: `resources/update_value/${encodePath(plain)}`, json: { value } }
      : { method: 'POST', path: 'resources/create', json: { path: plain, value, resource_type } },
  )
}
