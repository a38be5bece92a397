import type { ObjectInfo } from '@/lib/storage/object-store'
import type { ConflictPolicy } from './schema'

/** `write`: as a new object; `replace`; `skip`; `next`: look at the next name; `compare`: replace it if its content differs. */
type Decision = 'write' | 'replace' | 'skip' | 'next' | 'compare'

const policies: Record<ConflictPolicy, (source: ObjectInfo, found: ObjectInfo) => Decision> = {
  skip: () => 'skip',
  overwrite: () => 'replace',
  keep_both: () => 'next',
  newer: (source, found) => (source.lastModified > found.lastModified ? 'replace' : 'skip'),
  different: () => 'compare',
}

/** What becomes of an object that meets another one, or none, at the target. */
export function decideConflict(policy: ConflictPolicy, source: ObjectInfo, found: ObjectInfo | null): Decision {
  return found ? policies[policy](source, found) : 'write'
}

/**
 * Whether both may be one and the same object, reached in two ways that nothing else gives away: a second name of the server, a
 * folder within the other. It was then changed at the same second, and a move would delete the only one.
 */
export function mayBeSameObject(one: ObjectInfo, other: ObjectInfo): boolean {
  const second = ({ lastModified }: ObjectInfo) => Math.floor(lastModified.getTime() / 1000)
  return one.size === other.size && second(one) === second(other)
}
