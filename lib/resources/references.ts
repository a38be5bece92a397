export type Reference = { kind: 'var' | 'res'; path: string }

const REFERENCE = /\$(var|res):([uf](?:\/[\w-]+){2,})/g

/** The references in a text, such as `$var:u/ada/key`, in order. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(REFERENCE)].map(([, kind, path = '']) => ({ kind: kind === 'res' ? 'res' : 'var', path }))
}

/** Whether a value is a text that stands for something kept elsewhere, wholly or in part. */
export function hasReference(value: unknown): value is string {
  return typeof value === 'string' && referencesIn(value).length > 0
}

/** Whether the whole text is one reference. */
export function isReference(text: string): boolean {
  const [first] = referencesIn(text)
  return first !== undefined && text === `$${first.kind}:${first.path}`
}

/** Every reference in a JSON value, at any depth. */
export function findReferences(value: unknown): Reference[] {
  if (typeof value === 'string') return referencesIn(value)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(findReferences)
}
