import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
} from '@aws-sdk/client-s3'
import type { Tags } from './object-store'
import type { S3Bucket } from './s3-bucket'
import { sendConditional, type WriteCondition } from './s3-conditional'
import { keepTags } from './s3-tags'

interface MultipartJob {
  create: CreateMultipartUploadCommandInput & { Bucket: string; Key: string }
  condition: WriteCondition
  tags?: Tags
  signal?: AbortSignal
  /** Sends all parts and answers them in order. */
  sendParts(attempt: MultipartAttempt): Promise<CompletedPart[]>
}

export interface MultipartAttempt {
  uploadId: string
  /** Fires when the caller gives up or one part has failed. */
  signal: AbortSignal
  /** Ends every part that is under way. */
  fail(): void
}

/** Creates, fills and completes a multipart upload; on any failure takes it back, so that nothing is left to pay for. */
export async function multipart(bucket: S3Bucket, job: MultipartJob): Promise<string | undefined> {
  const { client } = bucket
  const { Bucket, Key } = job.create
  const created = await client.send(new CreateMultipartUploadCommand(job.create), { abortSignal: job.signal })
  const where = { Bucket, Key, UploadId: created.UploadId }
  const failed = new AbortController()
  const signal = job.signal ? AbortSignal.any([job.signal, failed.signal]) : failed.signal
  const answer = await complete().catch(async (error) => {
    failed.abort()
    // The first failure is the one to tell; what is left of the upload is then a matter of the bucket's own clean-up.
    await client.send(new AbortMultipartUploadCommand(where)).catch(() => undefined)
    throw error
  })
  if (job.tags && Object.keys(job.tags).length > 0) await keepTags(bucket, Key, job.tags, job.signal)
  return answer.ETag

  async function complete() {
    const Parts = await job.sendParts({ uploadId: created.UploadId ?? '', signal, fail: () => failed.abort() })
    const request = { ...where, MultipartUpload: { Parts } }
    return sendConditional(bucket, { ...job.condition, key: Key, signal }, (condition) =>
      client.send(new CompleteMultipartUploadCommand({ ...request, ...condition }), { abortSignal: signal }),
    )
  }
}

/** Runs jobs in order, at most `limit` at once. The first failure ends the taking of new ones and is thrown at the end. */
export async function runBounded<T, R>(
  jobs: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (job: T) => Promise<R>,
) {
  const results: R[] = []
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  const start = (job: T, position: number) => {
    const task: Promise<void> = work(job)
      .then((result) => {
        results[position] = result
      })
      .catch((error) => void failures.push(error))
      .finally(() => running.delete(task))
    running.add(task)
  }
  try {
    let index = 0
    for await (const job of jobs) {
      start(job, index++)
      if (running.size >= limit) await Promise.race(running)
      if (failures.length > 0) break
    }
  } catch (error) {
    failures.push(error)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
  return results
}
