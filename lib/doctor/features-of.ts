import 'server-only'
import { type Features, featuresFrom } from './steering'
import { findRecord } from './store'

/** Which features are used with the storage that a stored resource leads to, for whoever opens it. */
export async function featuresOf(resource: { id: string; editedAt: Date }): Promise<Features> {
  const record = await findRecord(resource.id)
  const isCurrent = record?.resourceAt?.getTime() === resource.editedAt.getTime()
  return featuresFrom(isCurrent ? (record?.report?.capabilities ?? null) : null)
}
