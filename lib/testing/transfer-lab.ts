import { mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type * as z from 'zod'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { Rule } from '@/lib/permissions/rules'
import { filesystemStore } from '@/lib/storage/filesystem'
import type { S3Settings } from '@/lib/storage/s3-settings'
import { createTransfer } from '@/lib/transfers/create-transfer'
import { getTransfer } from '@/lib/transfers/get-transfer'
import { type RunOptions, runTransfer } from '@/lib/transfers/run-transfer'
import { createTransferSchema } from '@/lib/transfers/schema'
import { startLinkedFolder } from './linked-folder'

type Asked = Partial<z.input<typeof createTransferSchema>>

/** Quick, for what fails on purpose. */
export const QUICK: RunOptions = { owner: 'test', patience: { attempts: 3, firstPauseMs: 1 }, renewMs: 200 }

/** A workspace with the folder `_default_` and a second one, `archive`, that `owner` may use. */
export async function startTransferLab() {
  const folder = await startLinkedFolder()
  const archiveRoot = await mkdtemp(join(tmpdir(), 'granary-archive-'))
  await linkStorage('archive', 'filesystem', { rootPath: archiveRoot })
  const archive = filesystemStore({ root: archiveRoot })
  return {
    ...folder,
    archive,
    archiveRoot,
    archived: async () => (await archive.list({ limit: 1000 })).objects.map(({ key }) => key),
    /** Files of an hour ago; each holds its own key unless another text is given. */
    async putOld(keys: string[], root = folder.root, text?: string) {
      const hourAgo = new Date(Date.now() - 3600_000)
      for (const key of keys) {
        await mkdir(dirname(join(root, key)), { recursive: true })
        await writeFile(join(root, key), text ?? key)
        await utimes(join(root, key), hourAgo, hourAgo)
      }
    },
    create: (asked: Asked = {}) => createTransfer(folder.owner, parseAsked(asked)),
    /** Starts a transfer and works on it to its end. */
    async run(asked: Asked = {}, options: Partial<RunOptions> = {}) {
      const { id } = await createTransfer(folder.owner, parseAsked(asked))
      await runTransfer(id, { ...QUICK, ...options })
      return getTransfer(folder.owner, { id })
    },
  }
}

/** A copy of everything below `a/` into the archive, unless something else is asked for. */
export function parseAsked(asked: Asked = {}) {
  return createTransferSchema.parse({
    ...{ kind: 'copy', source: '_default_', target: 'archive', prefixes: asked.keys ? [] : ['a/'] },
    ...asked,
  })
}

/** Makes a resource and links it as a secondary storage, or in place of the one of that name. */
export async function linkStorage(name: string, resourceType: string, value: object, rules: Rule[] | null = null) {
  const client = await db()
  const path = `u/ada/${name}`
  const by = { createdBy: 'ada', editedBy: 'ada' }
  await client.resource.create({
    data: { workspaceId: 'lab', path, resourceType, value: JSON.stringify(value), secrets: '{}', ...by },
  })
  await client.storageSetting.create({
    data: { workspaceId: 'lab', name, resourcePath: path, rules: rules && JSON.stringify(rules) },
  })
  forgetIdentities()
}

/** The value of a resource that leads to a bucket of a test server. */
export const s3Value = ({ bucket, region, endPoint, useSSL, pathStyle, accessKey, secretKey }: S3Settings) => ({
  ...{ bucket, region, endPoint, useSSL, pathStyle, accessKey, secretKey },
})
