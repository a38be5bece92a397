import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { checkFolder } from '@/lib/objects/check-folder'
import { copyObject } from '@/lib/objects/copy-object'
import { countObjects } from '@/lib/objects/count-objects'
import { deleteObject } from '@/lib/objects/delete-object'
import { getMetadata } from '@/lib/objects/get-metadata'
import { listFlat } from '@/lib/objects/list-flat'
import { listLevel } from '@/lib/objects/list-level'
import { moveObject } from '@/lib/objects/move-object'
import { readObject } from '@/lib/objects/read-object'
import { signDownload } from '@/lib/objects/sign-download'
import { uploadObject } from '@/lib/objects/upload-object'
import { zipObjects } from '@/lib/objects/zip-objects'
import { parse } from '@/lib/parse'
import { type Operation, operations } from '@/lib/permissions/rules'
import { listFileRuns } from '@/lib/run-files/list-run-files'
import { createShareLink } from '@/lib/share-links/create-share-link'
import { createShareLinkSchema } from '@/lib/share-links/schema'
import { signObjects } from '@/lib/signed-links/sign-objects'
import { countTableRows } from '@/lib/tables/count-table-rows'
import { exportCsv } from '@/lib/tables/export-csv'
import { loadFilePreview } from '@/lib/tables/load-file-preview'
import { loadTablePage } from '@/lib/tables/load-table-page'
import { tablePageQuerySchema } from '@/lib/tables/schema'
import { startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { createTransfer } from '@/lib/transfers/create-transfer'
import { createTransferSchema } from '@/lib/transfers/schema'
import { abortUpload } from '@/lib/uploads/abort-upload'
import { completeUpload } from '@/lib/uploads/complete-upload'
import { createUpload } from '@/lib/uploads/create-upload'
import { listParts } from '@/lib/uploads/list-parts'
import { signParts } from '@/lib/uploads/sign-parts'
import { writePart } from '@/lib/uploads/write-part'
import { routeAccess } from './route-access'

const target = { storage: '_default_', s3_resource_path: undefined }
const known = { ...target, file_key: 'known.txt' }
const page = { ...target, prefix: '', search: '', max_keys: 10 }

async function drain(ctx: Context) {
  const { body } = await readObject(ctx, known, {})
  body.destroy()
}

const sent = () => ({ stream: Readable.from([Buffer.from('sent')]), size: 4, signal: AbortSignal.timeout(5000) })

/** An upload in parts that the same person began when they had every right. */
async function begun() {
  const { upload_id } = await createUpload(folder.owner, { ...target, file_key: 'moved.txt', overwrite: true })
  return { upload_id, parts: [await writePart(folder.owner, { upload_id, part_number: 1 }, sent())] }
}

const shared = parse(createShareLinkSchema, { storage: '_default_', key: 'known.txt', expiresAt: null })
const transfer = parse(createTransferSchema, { kind: 'copy', keys: ['known.txt'], to: 'copied/' })
const preview = { ...known, read_bytes_from: 0, read_bytes_length: 100, csv_separator: ',', csv_has_header: true }
const table = { ...parse(tablePageQuerySchema, {}), ...known }

/** What a table file answers whoever is let through to it: known.txt is no parquet. */
const noParquet = (answer: Promise<unknown>) => answer.catch(nullIfInvalid)

function nullIfInvalid(error: unknown): null {
  if (error instanceof AppError && error.code === 'invalid') return null
  throw error
}

/** The use case behind each route that means objects. */
const useCases: Record<string, (ctx: Context) => Promise<unknown>> = {
  check_s3_folder_exists: (ctx) => checkFolder(ctx, { ...known, marker_file: undefined }),
  sign_s3_objects: (ctx) => signObjects(ctx, { s3_objects: [{ s3: 'known.txt' }], expiry_secs: 60 }),
  list_stored_files_paged: (ctx) => listLevel(ctx, page),
  list_stored_files: (ctx) => listFlat(ctx, page),
  count_stored_files: (ctx) => countObjects(ctx, { ...target, prefix: '' }),
  load_file_metadata: (ctx) => getMetadata(ctx, known),
  file_runs: (ctx) => listFileRuns(ctx, known),
  download_s3_file: drain,
  load_image_preview: drain,
  upload_s3_file: (ctx) => uploadObject(ctx, { ...known, overwrite: true }, sent()),
  delete_s3_file: (ctx) => deleteObject(ctx, known),
  move_s3_file: (ctx) => moveObject(ctx, { ...target, src_file_key: 'known.txt', dest_file_key: 'moved.txt' }),
  copy_s3_file: (ctx) => copyObject(ctx, { src: known, dest: { ...target, file_key: 'moved.txt' }, overwrite: true }),
  create: (ctx) => createUpload(ctx, { ...target, file_key: 'moved.txt', overwrite: true }),
  part: async (ctx) => writePart(ctx, { ...(await begun()), part_number: 2 }, sent()),
  sign_parts: async (ctx) => signParts(ctx, { ...(await begun()), parts: [{ part_number: 2, size: 4 }] }),
  sign_download: (ctx) => signDownload(ctx, known),
  parts: async (ctx) => listParts(ctx, await begun()),
  complete: async (ctx) => completeUpload(ctx, await begun()),
  abort: async (ctx) => abortUpload(ctx, await begun()),
  'share_links/create': (ctx) => createShareLink(ctx, shared),
  'transfers/create': (ctx) => createTransfer(ctx, transfer),
  load_parquet_preview: (ctx) => noParquet(loadTablePage(ctx, { ...table, format: 'parquet' })),
  load_csv_preview: (ctx) => loadTablePage(ctx, { ...table, format: 'csv' }),
  load_table_count: (ctx) => countTableRows(ctx, table),
  load_file_preview: (ctx) => loadFilePreview(ctx, preview),
  download_s3_parquet_file_as_csv: (ctx) => noParquet(exportCsv(ctx, known)),
  download_files_as_zip: async (ctx) => {
    const files = { ...target, file_key: ['known.txt'], prefix: [], base: '' }
    return buffer(await zipObjects(ctx, files, AbortSignal.timeout(10_000)))
  },
}

/** `load_csv_preview` of `GET …/job_helpers/load_csv_preview/:key`; `share_links/create` of another noun's verb. */
function verbOf(route: string): string {
  const [noun = '', verb = ''] = route
    .split('/')
    .filter((part) => !part.startsWith(':'))
    .slice(-2)
  return noun === 'share_links' || noun === 'transfers' ? `${noun}/${verb}` : verb
}

const entries = Object.entries(routeAccess).filter(([, { needs }]) => needs)

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
})
beforeEach(async () => {
  await folder.store.remove(['moved.txt'])
  await folder.putFiles(['known.txt'])
})

/** Somebody who may do with objects what `allow` lists. */
const somebodyWho = (allow: readonly Operation[]) =>
  withStorage(folder.owner, () => ({ rules: [{ pattern: '**', allow }] }))

describe.each(entries)('%s', (route, { needs = [], answersRestricted }) => {
  const useCase = useCases[verbOf(route)]

  it('works with what the table says that it needs, and nothing more', async () => {
    const answer = await useCase?.(somebodyWho(needs))
    if (answersRestricted) expect(answer).toMatchObject({ restricted_access: false })
  })

  it.each(needs)('does not work without the right to %s', async (missing) => {
    const answer = useCase?.(somebodyWho(operations.filter((operation) => operation !== missing)))
    if (answersRestricted) expect(await answer).toMatchObject({ restricted_access: true })
    else await expect(answer).rejects.toMatchObject({ code: 'forbidden' })
    expect(await folder.keys()).toEqual(['known.txt'])
  })
})

it('every entry that names operations has its use case here', () => {
  expect(entries.map(([route]) => verbOf(route)).sort()).toEqual(Object.keys(useCases).sort())
})
