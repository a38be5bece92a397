import type { ResourceChoice } from './form-place'

/** What the form of a script chooses from. */
export type ScriptSurroundings = {
  /** Names of the workspace's storages, the primary one first. */
  storages: string[]
  resources: ResourceChoice[]
  resourceTypes: string[]
}
