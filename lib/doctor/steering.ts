import type { Capabilities, CapabilityName } from './report'

/** What is turned on and off by what the doctor saw; everything else asks the storage and takes its answer. */
export const features = [
  'directTransfers',
  'multipart',
  'conditionalWrites',
  'checksums',
  'tagging',
  'versions',
] as const
export type Feature = (typeof features)[number]
export type Features = Record<Feature, boolean>

/**
 * What each feature needs, and whether it is used in a storage that nobody looked at or that did not tell. `true` where a refusal is
 * noticed at once and something else is done; `false` where it would show as a failure, or where an answer means nothing.
 */
export const STEERED: Record<Feature, { needs: readonly CapabilityName[]; untold: boolean }> = {
  // The browser finds out that it is refused, and goes through the server.
  directTransfers: { needs: ['signing', 'cors'], untold: true },
  // Without them a file is sent in one piece.
  multipart: { needs: ['multipart'], untold: true },
  // A server that refuses the header is noticed. One that overwrites all the same is not, so that a look comes before.
  conditionalWrites: { needs: ['conditionalWrites'], untold: true },
  // Only Amazon's own endpoints are sent any: what others make of one is told too late, within a body.
  checksums: { needs: ['checksums'], untold: true },
  tagging: { needs: ['tagging'], untold: true },
  versions: { needs: ['versioning'], untold: false },
}

/** Which features are used with a storage of these capabilities; null: nobody looked, or the resource was changed since. */
export function featuresFrom(capabilities: Capabilities | null): Features {
  const entries = features.map((feature) => [feature, isOn(feature, capabilities)] as const)
  return Object.fromEntries(entries) as Features
}

function isOn(feature: Feature, capabilities: Capabilities | null): boolean {
  const { needs, untold } = STEERED[feature]
  const known = needs.map((name) => capabilities?.[name] ?? null)
  if (known.includes(false)) return false
  return known.includes(null) ? untold : true
}
