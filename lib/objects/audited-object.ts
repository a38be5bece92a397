import type { Target } from './schema'

type Place = Pick<Target, 'storage'> & Partial<Target>

/** How the audit log names an object: by its key and its storage, or `$res:` and the path of the resource that was asked for. */
export function auditedObject({ storage, s3_resource_path: path }: Place, key: string) {
  return { resource: key, storage: path ? `$res:${path}` : storage }
}

/** A move is told of the key that an object had; the one that it has now is a parameter. */
export function auditedMove(place: Place, source: string, target: string) {
  const act = { operation: 'objects.move', action: 'update' } as const
  return { ...act, ...auditedObject(place, source), parameters: { to: target } }
}
