/** Whether a JSON value holds a subset as PostgreSQL's `@>` understands it: objects by their fields, arrays by their items. */
export function containsJson(value: unknown, subset: unknown): boolean {
  if (Array.isArray(subset)) {
    return Array.isArray(value) && subset.every((wanted) => value.some((item) => containsJson(item, wanted)))
  }
  if (typeof subset !== 'object' || subset === null) return value === subset
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  return Object.entries(subset).every(([name, wanted]) => fields.has(name) && containsJson(fields.get(name), wanted))
}
