import 'server-only'
import { db } from '@/lib/db'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { DEMO } from './demo'
import type { exampleScripts } from './example-scripts'

/** Whether the demo workspace was ever made, or there is any workspace: then none is wanted. */
export async function isDemoUnwanted(): Promise<boolean> {
  const client = await db()
  const made = await client.instanceSetting.findUnique({ where: { name: DEMO.setting } })
  return made !== null || (await client.workspace.count()) > 0
}

type DemoScript = Awaited<ReturnType<typeof exampleScripts>>[number]

/** Makes the demo workspace with its folder, resource, storage and scripts, all at once. */
export async function createDemoWorkspace(scripts: DemoScript[]): Promise<void> {
  const { workspaceId, folder, resourcePath } = DEMO
  await (await db()).$transaction(async (tx) => {
    await tx.instanceSetting.create({ data: { name: DEMO.setting, value: new Date().toISOString() } })
    await tx.workspace.create({ data: { id: workspaceId, name: 'Demo' } })
    await tx.folder.create({ data: { workspaceId, name: folder } })
    await tx.folderGrant.create({ data: { workspaceId, folder, subject: 'g/all', access: 'read' } })
    await tx.resource.create({
      data: {
        workspaceId,
        path: resourcePath,
        resourceType: 'filesystem',
        description: 'Sample files on the disk of this server.',
        value: JSON.stringify({ rootPath: DEMO.rootPath }),
        secrets: '{}',
        createdBy: DEMO.author,
        editedBy: DEMO.author,
      },
    })
    await tx.storageSetting.create({ data: { workspaceId, name: PRIMARY_STORAGE, resourcePath, publicResource: true } })
    for (const script of scripts) await tx.script.create({ data: { workspaceId, ...script } })
  })
}
