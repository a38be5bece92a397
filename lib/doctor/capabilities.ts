import { type Capabilities, type CapabilityName, type Check, type CheckState, capabilityNames } from './report'

/** Which check tells of which capability; the first that was reached decides. */
const TOLD_BY: Record<CapabilityName, readonly string[]> = {
  list: ['list', 'list_prefix'],
  read: ['get'],
  write: ['put'],
  remove: ['delete'],
  ranges: ['range'],
  multipart: ['multipart'],
  conditionalWrites: ['conditional'],
  anyKey: ['hostile_key'],
  checksums: ['checksums'],
  versioning: ['versioning'],
  objectLock: ['lock'],
  tagging: ['tagging'],
  signing: ['signing'],
  cors: ['cors'],
}

/** What a warning of its check says to be wanting. */
const EXACT: readonly CapabilityName[] = ['anyKey']

/** What works, by the checks of a report. A warning counts as working but where the check is of that very thing. */
export function capabilitiesFrom(checks: readonly Check[]): Capabilities {
  const states = new Map(checks.map(({ name, state, cause }) => [name, { state, unknown: cause === 'not_told' }]))
  const entries = capabilityNames.map((name) => {
    const told = TOLD_BY[name].map((check) => states.get(check))
    return [name, tell(told, EXACT.includes(name))] as const
  })
  return Object.fromEntries(entries) as Capabilities
}

type Told = { state: CheckState; unknown: boolean } | undefined

function tell(told: Told[], exact: boolean): boolean | null {
  const known = told.filter((one) => one && one.state !== 'not_reached' && !one.unknown)
  if (known.length === 0) return null
  return known.some((one) => one?.state === 'passed' || (!exact && one?.state === 'warning'))
}
