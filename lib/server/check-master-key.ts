import 'server-only'
import { AppError } from '@/lib/errors'
import { open, seal } from '@/lib/secrets/seal'
import { findSetting, keepSetting } from './store'

const NAME = 'master_key_check'
const PLACE = { workspaceId: '', path: 'instance', field: NAME }

/** Throws `conflict` when the secrets in this database were sealed by another master key, before anything new is sealed. */
export async function checkMasterKey(): Promise<void> {
  const sealed = (await findSetting(NAME)) ?? (await keepSetting(NAME, seal('granary', PLACE)))
  try {
    open(sealed, PLACE)
  } catch (cause) {
    throw new AppError(
      'conflict',
      'The secrets in this database were encrypted with another master key. Set MASTER_KEY to that one, or put its file "master-key" back into the data folder.',
      { cause },
    )
  }
}
