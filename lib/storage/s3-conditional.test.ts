import { setImmediate } from 'node:timers/promises'
import { S3ServiceException } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { createBucket } from './s3-bucket'
import { sendConditional } from './s3-conditional'

const settings = { bucket: 'b', region: '', endPoint: 's3.example.com', useSSL: true, pathStyle: true }
const keys = { accessKey: 'a', secretKey: 's' }

it('a server that does not know one condition is still asked by the other', async () => {
  const bucket = createBucket({ ...settings, ...keys })
  const asked: object[] = []
  const server = (unknown: string) => async (headers: object) => {
    asked.push(headers)
    if (!(unknown in headers)) return 'written'
    const $metadata = { httpStatusCode: 501 }
    throw new S3ServiceException({ name: 'NotImplemented', $fault: 'server', $metadata })
  }
  const once = { key: 'k', overwrite: false }
  const replaced = { key: 'k', ifMatch: 'e' }
  expect(await sendConditional(bucket, once, server('IfNoneMatch'))).toBe('written')
  expect(await sendConditional(bucket, once, server('IfNoneMatch'))).toBe('written')
  expect(await sendConditional(bucket, replaced, server('IfNoneMatch'))).toBe('written')
  expect(asked).toEqual([{ IfNoneMatch: '*' }, {}, {}, { IfMatch: '"e"' }])
  expect(bucket.conditions).toEqual({ IfNoneMatch: false, IfMatch: true })
  bucket.client.destroy()
})

it('one of many writers wins at a server that looks first and writes later', async () => {
  const bucket = createBucket({ ...settings, ...keys })
  let stored = 'first'
  const write = (body: string) =>
    sendConditional(bucket, { key: 'k', ifMatch: 'first' }, async ({ IfMatch }) => {
      const looked = stored
      await setImmediate()
      if (IfMatch !== `"${looked}"`)
        throw new S3ServiceException({
          name: 'PreconditionFailed',
          $fault: 'client',
          $metadata: { httpStatusCode: 409 },
        })
      stored = body
      return body
    })
  const results = await Promise.allSettled(['a', 'b', 'c'].map(write))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(stored).toBe('a')
  bucket.client.destroy()
})
