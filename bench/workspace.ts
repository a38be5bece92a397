import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Settings } from '@/lib/testing/product'

export const WORKSPACE = 'bench'
export const ADMIN = { email: 'bench@example.com', password: 'bench-password' }

export type BenchStorage = { name: string; resourceType: string; value: Record<string, unknown> }

/**
 * Fills a fresh data folder, or the empty database that the settings name, with an admin and a workspace that has these storages, the first
 * one as primary.
 */
export async function prepareWorkspace(dataDir: string, storages: BenchStorage[], settings: Settings): Promise<void> {
  const { DATABASE_URL = '', MASTER_KEY = '' } = settings
  const words = ['--conditions=react-server', '--import', 'tsx', 'bench/prepare.ts', dataDir, JSON.stringify(storages)]
  await promisify(execFile)(process.execPath, words, { env: { ...process.env, DATABASE_URL, MASTER_KEY } })
}

/** A resource value for a real S3 server of the tests. */
export function s3Storage(
  name: string,
  server: { endpoint: string; region?: string; accessKey: string; secretKey: string },
  bucket: string,
): BenchStorage {
  const { endpoint, region = 'us-east-1', accessKey, secretKey } = server
  const value = {
    bucket,
    region,
    endPoint: endpoint,
    useSSL: endpoint.startsWith('https'),
    pathStyle: true,
    accessKey,
    secretKey,
  }
  return { name, resourceType: 's3', value }
}
