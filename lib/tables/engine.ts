import 'server-only'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { processWide } from '@/lib/shared'
import { FileCache } from './file-cache'
import { CACHE_BYTES, DISK_RESERVE_BYTES } from './limits'
import { ProcessPool } from './process-pool'
import { SpillFolders } from './spill-folders'

/** The processes of this server that read tables. */
export function tableEngine(): ProcessPool {
  return processWide('table-engine', () => new ProcessPool(new SpillFolders(cacheFolder('table-spill'))))
}

/** The copies that this server has of remote tables. */
export function tableCache(): FileCache {
  return processWide('table-cache', () => {
    return new FileCache({ folder: cacheFolder('tables'), maxBytes: CACHE_BYTES, reserveBytes: DISK_RESERVE_BYTES })
  })
}

function cacheFolder(name: string): string {
  return join(env().dataDir, 'cache', name)
}
