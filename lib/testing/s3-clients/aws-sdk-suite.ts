import { Readable } from 'node:stream'
import * as s3 from '@aws-sdk/client-s3'
import type { Outcome } from './outcome'
import type { placeOf } from './place'

const MODES = ['WHEN_SUPPORTED', 'WHEN_REQUIRED'] as const
type Place = Awaited<ReturnType<typeof placeOf>>
type At = { client: s3.S3Client; Bucket: string; base: string }

/** Amazon's SDK for JavaScript against one storage, in both modes of checksums. */
export async function runAwsSdk(place: Place): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const mode of MODES) {
    const at = { client: clientOf(place, mode), Bucket: place.bucket, base: `${place.prefix}sdk/` }
    for (const [operation, run] of Object.entries(operations)) {
      const outcome = await run(at).then(
        () => 'yes',
        (error) => (error.name === 'NotImplemented' ? 'NotImplemented' : `failed: ${error}`),
      )
      outcomes.push({ storage: place.storage, client: `AWS SDK (${mode})`, operation, outcome })
    }
    at.client.destroy()
  }
  return outcomes
}

function clientOf({ boto3 }: Place, mode: (typeof MODES)[number]): s3.S3Client {
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = boto3
  return new s3.S3Client({
    ...{ endpoint: boto3.endpoint_url, region: boto3.region_name, forcePathStyle: true, maxAttempts: 1 },
    ...{ requestChecksumCalculation: mode, responseChecksumValidation: mode },
    credentials: { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' },
  })
}

const operations: Record<string, (at: At) => Promise<void>> = {
  async 'Put, get, head, delete'({ client, Bucket, base }) {
    const at = { Bucket, Key: `${base}one é.txt` }
    await client.send(new s3.PutObjectCommand({ ...at, Body: '0123456789', Metadata: { a: 'b' } }))
    same(await textOf(client.send(new s3.GetObjectCommand(at))), '0123456789')
    same((await client.send(new s3.HeadObjectCommand(at))).Metadata?.a, 'b')
    same(await textOf(client.send(new s3.GetObjectCommand({ ...at, Range: 'bytes=2-4' }))), '234')
    await client.send(new s3.DeleteObjectCommand(at))
  },
  async 'Put of a stream'({ client, Bucket, base }) {
    const at = { Bucket, Key: `${base}stream.bin` }
    const bytes = Buffer.alloc(300_000, 'stream')
    await client.send(new s3.PutObjectCommand({ ...at, Body: Readable.from([bytes]), ContentLength: bytes.length }))
    same(await textOf(client.send(new s3.GetObjectCommand(at))), bytes.toString())
  },
  async 'Upload in parts'({ client, Bucket, base }) {
    const at = { Bucket, Key: `${base}parts.bin` }
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(at))
    const Parts: s3.CompletedPart[] = []
    for (const [index, Body] of [Buffer.alloc(5 * 1024 ** 2, 'p'), Buffer.from('end')].entries()) {
      const PartNumber = index + 1
      const { ETag } = await client.send(new s3.UploadPartCommand({ ...at, UploadId, PartNumber, Body }))
      Parts.push({ PartNumber, ETag })
    }
    await client.send(new s3.CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }))
    same((await client.send(new s3.HeadObjectCommand(at))).ContentLength, 5 * 1024 ** 2 + 3)
  },
  async 'Copy, list, delete many'({ client, Bucket, base }) {
    const CopySource = encodeURIComponent(`${Bucket}/${base}stream.bin`)
    await client.send(new s3.CopyObjectCommand({ Bucket, Key: `${base}copy.bin`, CopySource }))
    const { Contents = [] } = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: base }))
    const keys = ['copy.bin', 'parts.bin', 'stream.bin'].map((name) => base + name)
    same(Contents.map(({ Key }) => Key).join(), keys.join())
    const Delete = { Objects: keys.map((Key) => ({ Key })) }
    same((await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete }))).Deleted?.length, 3)
  },
}

async function textOf(sent: Promise<s3.GetObjectCommandOutput>): Promise<string | undefined> {
  return (await sent).Body?.transformToString()
}

function same<T>(found: T, expected: T): void {
  if (found !== expected) throw new Error(`${String(found).slice(0, 100)} instead of ${String(expected).slice(0, 100)}`)
}
