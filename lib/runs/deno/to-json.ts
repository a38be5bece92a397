/**
 * A result as JSON text. Nothing is `null`. Throws a `TypeError` that names the place of what JSON cannot say: it would become
 * `null` silently otherwise.
 */
export function toJson(value: unknown): string {
  const path: { holder: object; key: string }[] = []
  return JSON.stringify(value ?? null, function replace(this: object, key: string, found: unknown): unknown {
    while (path.length > 0 && path.at(-1)?.holder !== this) path.pop()
    const place = () => [...path.map(({ key: name }) => name), key].filter(Boolean).join('.') || 'the result itself'
    const raw = Object.hasOwn(this, key) ? Reflect.get(this, key) : found
    if (typeof found === 'bigint')
      throw new TypeError(`JSON has no bigint (${place()}): return Number(x) or String(x).`)
    if (typeof found === 'number' && !Number.isFinite(found))
      throw new TypeError(`JSON cannot say ${found} (${place()}): return null or a string in its place.`)
    if (typeof found !== 'object' || found === null) return found
    if (path.some(({ holder }) => holder === found) || this === found)
      throw new TypeError(`The result leads back to itself (${place()}): JSON cannot say that.`)
    if (ArrayBuffer.isView(raw) || raw instanceof ArrayBuffer || raw instanceof Blob)
      throw new TypeError(`The result holds bytes (${place()}): write them into a file and return its S3Object.`)
    path.push({ holder: found, key })
    return found
  })
}
