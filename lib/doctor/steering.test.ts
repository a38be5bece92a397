import { expect, it } from 'vitest'
import { type Capabilities, type CapabilityName, capabilityNames } from './report'
import { type Feature, features, featuresFrom, STEERED } from './steering'

const all = (value: boolean | null): Capabilities =>
  Object.fromEntries(capabilityNames.map((name) => [name, value])) as Capabilities

it('uses everything where everything was seen to work, and nothing where nothing was', () => {
  expect(Object.values(featuresFrom(all(true)))).not.toContain(false)
  expect(Object.values(featuresFrom(all(false)))).not.toContain(true)
})

it('uses in a storage that nobody looked at, or that did not tell, what does no harm where it is refused', () => {
  const untold = { directTransfers: true, multipart: true, conditionalWrites: true, checksums: true, tagging: true }
  expect(featuresFrom(null)).toEqual({ ...untold, versions: false })
  expect(featuresFrom(all(null))).toEqual(featuresFrom(null))
})

it.each(
  features.flatMap((feature) => STEERED[feature].needs.map((name): [Feature, CapabilityName] => [feature, name])),
)('turns %s off where %s was seen not to work, and no other feature', (feature, name) => {
  const found = featuresFrom({ ...all(true), [name]: false })
  expect(Object.entries(found).filter(([, on]) => !on)).toEqual([[feature, false]])
})
