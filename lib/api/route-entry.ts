import type { Operation } from '@/lib/permissions/rules'

/**
 * `member`, `developer` and `admin` are of the workspace in the path; superadmins are admins of each, and operators are members
 * but no developers.
 */
export type Caller = 'anybody' | 'person' | 'member' | 'developer' | 'admin' | 'superadmin'

export type RouteAccess = {
  caller: Caller
  /** Whatever the method is: read-only tokens may not call what changes something. */
  effect: 'read' | 'change'
  /**
   * What it speaks of: the caller, objects of a storage, what lies in the workspace, or the whole instance. A token that is
   * bound to a storage reaches only the first two, one bound to a workspace all but the last.
   */
  area: 'self' | 'objects' | 'workspace' | 'instance'
  /** What the caller must be allowed to do with the objects that the request means. The use case decides it, key by key. */
  needs?: readonly Operation[]
  /** It opens the storage that the request means, whatever lies there: a token that is bound to another one is refused. */
  opensStorage?: true
  /** It runs the script at the path in its address: a token that is for a script alone reaches it, and nothing else. */
  runsScript?: true
  /** Whoever may not do that gets an empty answer that says so, as the published clients expect. Otherwise 403. */
  answersRestricted?: true
}

type More = Pick<RouteAccess, 'needs' | 'answersRestricted' | 'opensStorage' | 'runsScript'>

/** An entry for a route that changes nothing. */
export const reads = (caller: Caller, area: RouteAccess['area'], more: More = {}): RouteAccess => ({
  ...{ caller, effect: 'read', area },
  ...more,
})

/** An entry for a route that changes something. */
export const changes = (caller: Caller, area: RouteAccess['area'], more: More = {}): RouteAccess => ({
  ...{ caller, effect: 'change', area },
  ...more,
})
