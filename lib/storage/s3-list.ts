import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { AppError, sharedClass } from '@/lib/errors'
import { StaleCursor } from './errors'
import type { ListOptions, ListPage } from './object-store'
import type { S3Bucket } from './s3-bucket'
import { describeFailure } from './s3-errors'
import { requestHost, type S3Settings } from './s3-settings'
import { keyDecoder, toSummary } from './s3-translation'

/** An answer that no S3 server gives: a web page, a sign-in form, another protocol. */
export const NotS3 = sharedClass(
  'NotS3',
  class NotS3 extends AppError {
    override name = 'NotS3'

    constructor(settings: S3Settings) {
      super(
        'invalid',
        `${requestHost(settings).host} answers, but not as an S3 server does. Enter the address of its S3 API; consoles often have another one.`,
      )
    }
  },
)
export type NotS3 = InstanceType<typeof NotS3>

const CURSOR_MARK = 's3.'

/** One page of the bucket's keys. */
export async function listObjects({ client, settings }: S3Bucket, options: ListOptions): Promise<ListPage> {
  const request = new ListObjectsV2Command({
    Bucket: settings.bucket,
    Prefix: options.prefix || undefined,
    Delimiter: options.delimiter,
    MaxKeys: options.limit,
    ContinuationToken: options.cursor === undefined ? undefined : tokenIn(options.cursor),
    StartAfter: options.cursor ? undefined : options.startAfter || undefined,
    // XML has no way to write control characters, and parsers change line ends and spaces.
    EncodingType: 'url',
  })
  const answer = await client.send(request, { abortSignal: options.signal }).catch((error) => {
    throw options.cursor !== undefined && isUnknownToken(error) ? new StaleCursor({ cause: error }) : error
  })
  if (answer.Name === undefined && answer.IsTruncated === undefined) throw new NotS3(settings)
  if (answer.IsTruncated && !answer.NextContinuationToken) {
    throw new AppError('unavailable', 'The storage server broke off its list of files without saying how to go on.')
  }
  const decode = keyDecoder(answer.EncodingType)
  return {
    objects: (answer.Contents ?? []).map((entry) => toSummary(entry, decode)),
    prefixes: (answer.CommonPrefixes ?? []).map(({ Prefix = '' }) => decode(Prefix)),
    cursor: answer.IsTruncated ? `${CURSOR_MARK}${answer.NextContinuationToken}` : null,
  }
}

// Some servers take any text for a token and list from there.
function tokenIn(cursor: string): string {
  if (cursor.startsWith(CURSOR_MARK)) return cursor.slice(CURSOR_MARK.length)
  throw new StaleCursor()
}

function isUnknownToken(error: unknown): boolean {
  const failure = describeFailure(error)
  return failure?.status === 400 && failure.code === 'InvalidArgument'
}
