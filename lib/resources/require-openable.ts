import 'server-only'
import type { ResolvedDraft } from './resolve-draft'
import { openResourceValue } from './types/open-resource-value'
import type { ResourceType } from './types/resource-type'

// Nothing is asked for, so there is nothing to show.
const NOBODY = { workspaceId: '', path: null }

/** Throws `invalid` for a value that no store can be opened with. Connects to nothing. */
export async function requireOpenable(type: ResourceType, { resolved, ambient }: ResolvedDraft): Promise<void> {
  const store = await openResourceValue(type.name, resolved, { ambient, holder: NOBODY })
  await store.close?.()
}
