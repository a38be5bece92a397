import { randomBytes } from 'node:crypto'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'

export type S3Server = 'ceph' | 'versitygw'
export type Bucket = { bucket: string; region: string; endpoint: string; accessKey: string; secretKey: string }

/** A fresh bucket on a real server, or the reason why there is none on this machine. */
export async function createBucket(server: S3Server): Promise<Bucket | string> {
  const response = await fetch(`${process.env.GRANARY_TEST_SERVERS}/${server}`)
  const { available, reason, endpoint, region, accessKey, secretKey } = await response.json()
  if (!available && process.env.GRANARY_REQUIRE_SERVERS === '1') throw new Error(`${server} is required: ${reason}`)
  if (!available) return String(reason)
  const bucket = `e2e-${randomBytes(5).toString('hex')}`
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
  })
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  client.destroy()
  return { bucket, region, endpoint: new URL(endpoint).host, accessKey, secretKey }
}
