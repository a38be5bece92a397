import { readErrorLine } from '@/lib/errors'
import type { UploadFailure } from './upload-queue'

const LOST = 'The connection broke off. Check the network, then retry: the file starts from its beginning.'

/** What an answer other than success means; status 0 is no answer at all. */
export function toUploadFailure(status: number, body: string): UploadFailure {
  if (status === 0) return { kind: 'lost', message: LOST }
  const message = readErrorLine(body) || `The server answered ${status}.`
  if (status === 409) return { kind: 'taken', message }
  return { kind: status >= 500 ? 'lost' : 'refused', message }
}
