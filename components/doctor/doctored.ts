/** The resource that the doctor looks at, as its screen needs it. */
export type Doctored = {
  path: string
  resourceType: string
  /** As it is written, references and all, without secrets. */
  value: Record<string, unknown>
  editedAt: Date
}

/** A field of its value as text; '' for anything else. */
export function textOf({ value }: Doctored, field: string): string {
  const found = value[field]
  return typeof found === 'string' ? found : ''
}
