import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiListener } from '@/lib/api/listener'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { filesystemStore } from '@/lib/storage/filesystem'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { listen } from '@/lib/testing/listen'
import { linkFolder } from '@/lib/testing/storage-api'

export type Ground = Awaited<ReturnType<typeof startGround>>

/**
 * What the contract is tried on: the API over a real port, a workspace `lab` with a primary storage and a secondary one named
 * `archive`, and tokens of an admin, of a member who may not see the storages, and of nobody.
 */
export async function startGround({ superadmin = false } = {}) {
  await startTestInstance()
  const admin = await testContext({ username: 'ada', role: 'admin', superadmin })
  const member = await testContext({ username: 'eve' })
  const [root, archive] = [await linkPrimary(), await linkArchive()]
  const stores = { _default_: filesystemStore({ root }), archive: filesystemStore({ root: archive }) }
  const server = await listen(createServer(createApiListener()))
  process.env.PUBLIC_URL = server.endpoint
  reloadEnv()
  return {
    place: { baseUrl: server.endpoint, workspace: 'lab' },
    tokens: { admin: await tokenOf(admin), member: await tokenOf(member), nobody: 'made.up' },
    stores,
    /** The folder of the primary storage. */
    root,
    close: server.close,
  }
}

async function tokenOf(ctx: Context): Promise<string> {
  return (await bearer(ctx)).authorization.replace('Bearer ', '')
}

async function linkPrimary() {
  const root = await mkdtemp(join(tmpdir(), 'granary-contract-'))
  await linkFolder(root)
  return root
}

async function linkArchive() {
  const root = await mkdtemp(join(tmpdir(), 'granary-archive-'))
  const client = await db()
  const resource = { workspaceId: 'lab', path: 'u/ada/archive', resourceType: 'filesystem', secrets: '{}' }
  const value = JSON.stringify({ rootPath: root })
  await client.resource.create({ data: { ...resource, value, createdBy: 'ada', editedBy: 'ada' } })
  await client.storageSetting.create({ data: { workspaceId: 'lab', name: 'archive', resourcePath: 'u/ada/archive' } })
  return root
}
