import 'server-only'
import * as z from 'zod'
import type { WorkspaceId } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { open } from '@/lib/secrets/seal'
import type { StoredResource } from './store'
import { findResourceType } from './types'
import type { ResourceValue } from './types/resource-type'
import { isWhole, openWhole } from './whole-value'

const storedValueSchema = z.record(z.string(), z.unknown())
const storedSecretsSchema = z.record(z.string(), z.string())

/** The columns of a stored resource, parsed. */
export function readColumns(row: Pick<StoredResource, 'value' | 'secrets'>) {
  return {
    value: parse(storedValueSchema, JSON.parse(row.value)),
    sealed: parse(storedSecretsSchema, JSON.parse(row.secrets)),
  }
}

/** The whole value, secrets in clear. It goes towards a store or to somebody who may read the resource, nowhere else. */
export function unsealAny(workspaceId: WorkspaceId, row: StoredResource): unknown {
  const { sealed } = readColumns(row)
  return isWhole(sealed) ? openWhole(sealed, { workspaceId, path: row.path }) : unsealValue(workspaceId, row)
}

/** The same for a resource whose type has fields. */
export function unsealValue(workspaceId: WorkspaceId, row: StoredResource): ResourceValue {
  const { value, sealed } = readColumns(row)
  // Kept before its type had fields.
  if (isWhole(sealed)) return parse(storedValueSchema, openWhole(sealed, { workspaceId, path: row.path }))
  const read = fieldReader(workspaceId, row)
  const texts = jsonFields(row.resourceType)
  for (const field of Object.keys(sealed)) value[field] = texts.has(field) ? fromText(read(field)) : read(field)
  return value
}

function jsonFields(resourceType: string): Set<string> {
  const fields = findResourceType(resourceType)?.fields ?? []
  return new Set(fields.filter(({ json }) => json).map(({ name }) => name))
}

function fromText(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return text
  }
}

/** Reads single fields in clear, so that a secret that cannot be decrypted any more stands in nobody's way but its own. */
export function fieldReader(workspaceId: WorkspaceId, row: StoredResource): (field: string) => unknown {
  const { value, sealed } = readColumns(row)
  return (field) => {
    const secret = sealed[field]
    return secret === undefined ? value[field] : open(secret, { workspaceId, path: row.path, field })
  }
}
