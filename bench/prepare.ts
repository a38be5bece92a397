// Fills a fresh data folder, or the database of DATABASE_URL: `prepare.ts DATA_DIR RESOURCES_JSON`. A process of its own, since a process has one database.

import { type Context, createContext, createPersonContext } from '@/lib/auth/context'
import { hashPassword } from '@/lib/auth/passwords'
import { migrate } from '@/lib/database/migrate'
import { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { parse } from '@/lib/parse'
import { createResource } from '@/lib/resources/create-resource'
import { prepareDataDir } from '@/lib/server/data-dir'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { saveStorageSettings } from '@/lib/storage-settings/save-storage-settings'
import { saveStorageSettingsSchema } from '@/lib/storage-settings/schema'
import { ADMIN, type BenchStorage, WORKSPACE } from './workspace'

const [dataDir = '', storages = '[]'] = process.argv.slice(2)
Object.assign(process.env, { DATA_DIR: dataDir, HOST: '127.0.0.1' })
prepareDataDir(dataDir)
await migrate(reloadEnv().databaseUrl)
const ctx = await adminContext()
await linkStorages(ctx, JSON.parse(storages))
await (await db()).$disconnect()

async function adminContext(): Promise<Context> {
  const client = await db()
  await client.workspace.create({ data: { id: WORKSPACE, name: WORKSPACE } })
  const passwordHash = await hashPassword(ADMIN.password)
  const user = await client.user.create({ data: { email: ADMIN.email, passwordHash, superadmin: true } })
  await client.membership.create({
    data: { workspaceId: WORKSPACE, userId: user.id, username: 'bench', role: 'admin' },
  })
  const person = await createPersonContext({ sub: user.id, sv: user.sessionVersion, exp: Number.MAX_SAFE_INTEGER })
  return createContext(person, WORKSPACE)
}

/** The first storage becomes the primary one. */
async function linkStorages(ctx: Context, storages: BenchStorage[]): Promise<void> {
  const links = storages.map(({ name }) => ({ name, resourcePath: `u/bench/${name}`, publicResource: true }))
  for (const { name, resourceType, value } of storages)
    await createResource(ctx, { path: `u/bench/${name}`, resourceType, description: '', value })
  const [primary = null, ...secondary] = links
  const { version } = await getStorageSettings(ctx)
  await saveStorageSettings(ctx, parse(saveStorageSettingsSchema, { version, primary, secondary }))
}
