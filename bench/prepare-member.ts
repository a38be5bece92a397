import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Context, createContext, createPersonContext } from '@/lib/auth/context'
import { migrate } from '@/lib/database/migrate'
import { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { defaultRules } from '@/lib/permissions/rules'
import { prepareDataDir } from '@/lib/server/data-dir'

/** A member who is no admin, in a database of this process, with a storage under the default rules. */
export async function prepareMember(): Promise<Context> {
  const dataDir = await mkdtemp(join(tmpdir(), 'granary-bench-authorize-'))
  Object.assign(process.env, { DATA_DIR: dataDir, DATABASE_URL: '', HOST: '127.0.0.1' })
  prepareDataDir(dataDir)
  await migrate(reloadEnv().databaseUrl)
  const client = await db()
  await client.workspace.create({ data: { id: 'bench', name: 'bench' } })
  const user = await client.user.create({ data: { email: 'ada@example.com' } })
  const place = { workspaceId: 'bench', userId: user.id, username: 'ada', role: 'developer' }
  await client.membership.create({ data: place })
  const by = { createdBy: 'ada', editedBy: 'ada', secrets: '{}' }
  const resource = { workspaceId: 'bench', path: 'f/team/disk', resourceType: 'filesystem' }
  await client.resource.create({ data: { ...resource, ...by, value: JSON.stringify({ rootPath: 'bench' }) } })
  const setting = { workspaceId: 'bench', name: '_default_', resourcePath: resource.path }
  await client.storageSetting.create({ data: { ...setting, rules: JSON.stringify(defaultRules) } })
  const person = await createPersonContext({ sub: user.id, sv: user.sessionVersion, exp: Number.MAX_SAFE_INTEGER })
  return createContext(person, 'bench')
}
