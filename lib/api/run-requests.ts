import 'server-only'
import { previewSchema, runArgsSchema, runQuerySchema } from '@/lib/runs/schema'
import { scriptHashSchema } from '@/lib/scripts/schema'
import { itemPathParams } from './item-path'
import { jsonRequest } from './json-request'

const query = runQuerySchema

/** What is sent to run something, whether the caller waits for its end or not. */
export const runRequests = {
  byPath: { params: itemPathParams, query, ...jsonRequest(runArgsSchema) },
  byHash: { params: scriptHashSchema, query, ...jsonRequest(runArgsSchema) },
  preview: { query, ...jsonRequest(previewSchema) },
}
