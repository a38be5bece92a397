// Wider than Amazon's rule of today: old buckets have capitals and underscores, Ceph has `tenant:bucket`.
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._:-]{1,254}$/
const REGION = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?)$/i

/** What is wrong with a bucket's name, or null. */
export function bucketProblem(bucket: string): string | null {
  if (/^\w+:\/\//.test(bucket)) return `Enter the name alone, without ${bucket.slice(0, bucket.indexOf('/') + 2)}.`
  if (bucket.includes('/')) return 'A bucket has no slash in its name. Enter the bucket alone, without a folder.'
  if (/\s/.test(bucket)) return 'A bucket has no spaces in its name.'
  if (BUCKET.test(bucket)) return null
  return 'A bucket has 2 to 255 letters, digits, dots, dashes and underscores in its name.'
}

/** What is wrong with a region, or null. */
export function regionProblem(region: string): string | null {
  return REGION.test(region) ? null : 'Enter the short name of the region, such as eu-central-1, not its title.'
}

/** What is wrong with an endpoint, or null. */
export function endpointProblem(endpoint: string): string | null {
  if (/\s/.test(endpoint)) return 'An endpoint has no spaces in it.'
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(endpoint)?.[1]
  if (scheme && !/^https?$/i.test(scheme))
    return `An endpoint begins with https:// or http://, or has neither; ${scheme}:// is no way to reach a bucket.`
  if (endpoint.includes('@')) return 'Leave user and password out of the endpoint: the keys have fields of their own.'
  if (/[?#]/.test(endpoint)) return 'An endpoint ends with its host and port: leave out everything from ? or # on.'
  const parts = endpointParts(endpoint)
  if (!parts) return 'This is not a host, such as s3.example.com or 10.0.0.5:9000.'
  if (parts.port !== null && !(parts.port >= 1 && parts.port <= 65_535)) return 'A port lies between 1 and 65535.'
  return null
}

/** Scheme, host, port and path of an endpoint as people write it; null when it is none. */
export function endpointParts(endpoint: string) {
  const match = /^(?:(https?):\/\/)?(\[[^\]]*\]|[^/:]+)(?::(\d{1,6}))?(\/.*)?$/i.exec(endpoint)
  if (!match?.[2] || !HOST.test(match[2])) return null
  const [, scheme, host, port, path = ''] = match
  return { scheme: scheme?.toLowerCase() ?? null, host: host.toLowerCase(), port: port ? Number(port) : null, path }
}
