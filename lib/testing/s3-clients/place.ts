import { createServer } from 'node:http'
import { getConnection } from '@/lib/connection-settings/get-connection'
import { renderDuckdb } from '@/lib/connection-settings/render-duckdb'
import { renderPolars } from '@/lib/connection-settings/render-polars'
import { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { deferContinue } from '@/lib/http/expect-continue'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { createResource } from '@/lib/resources/create-resource'
import { createS3Listener } from '@/lib/s3-endpoint/root-listener'
import { listen } from '@/lib/testing/listen'
import { type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'

export type ClientGround = Awaited<ReturnType<typeof startClientGround>>

/** The endpoint at both its addresses, over a folder on disk as the primary storage. */
export async function startClientGround() {
  const endpoint = await startS3Endpoint()
  process.env.PUBLIC_URL = endpoint.api.endpoint
  reloadEnv()
  const listener = createS3Listener()
  const root = await listen(deferContinue(createServer(listener), listener, () => true))
  return {
    ...endpoint,
    root,
    async close() {
      await root.close()
      await endpoint.api.close()
    },
  }
}

/** Makes a resource a secondary storage of `lab`. */
export async function linkResource(
  { grace }: S3Endpoint,
  { name, resourceType, value }: { name: string; resourceType: string; value: object },
): Promise<void> {
  const path = `u/grace/${name}`
  await createResource(grace, { path, resourceType, description: '', value })
  await (await db()).storageSetting.create({ data: { workspaceId: 'lab', name, resourcePath: path } })
  forgetIdentities()
}

/** How clients reach a storage, as scripts are told: with credentials that end after some hours. */
export async function placeOf({ grace, root }: ClientGround, storage: string) {
  const connection = await getConnection(grace, { storage, s3_resource_path: undefined })
  const { accessKey, secretKey, bucket } = connection
  const keys = { aws_access_key_id: accessKey, aws_secret_access_key: secretKey, region_name: connection.region }
  return {
    storage,
    bucket,
    prefix: 'clients/',
    boto3: { endpoint_url: `http://${connection.endPoint}`, ...keys },
    // For clients that take no path in an address.
    root: { endpoint_url: root.endpoint, ...keys },
    root_bucket: `lab.${storage}`,
    ...renderPolars(connection),
    duckdb: renderDuckdb(connection),
  }
}
